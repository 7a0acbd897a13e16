/** Every address of the organiser's side. Views and handlers build their links here; the patterns are what the handlers listen on. */
export const patterns = {
  start: '/',
  signIn: '/login',
  signOut: '/logout',
  demo: '/demo',
  newDemo: '/demo/:config',
  sessions: '/sessions',
  newSession: '/sessions/new',
  session: '/sessions/:code',
  links: '/sessions/:code/links',
  split: '/sessions/:code/split',
  monitor: '/sessions/:code/monitor',
  monitorLive: '/sessions/:code/monitor/live',
  advance: '/sessions/:code/advance',
  data: '/sessions/:code/data',
  payments: '/sessions/:code/payments',
  changes: '/sessions/:code/changes',
  description: '/sessions/:code/description',
  edit: '/sessions/:code/edit',
  archive: '/sessions/:code/archive',
  remove: '/sessions/:code/remove',
  sessionTable: '/sessions/:code/exports/:table',
  archiveFile: '/sessions/:code/everything.zip',
  rooms: '/rooms',
  room: '/rooms/:room',
  roomLive: '/rooms/:room/live',
  closeRoom: '/rooms/:room/close',
  exports: '/exports',
  codebook: '/exports/codebook.:ending',
  table: '/exports/:table',
} as const;

const at = (code: string, rest = ''): string => `/sessions/${encodeURIComponent(code)}${rest}`;
const inFormat = (path: string, format: string): string => (format === 'csv' ? path : `${path}?format=${format}`);

export type MonitorView = 'seats' | 'table';

/** The links. */
export const paths = {
  start: () => '/',
  signIn: () => '/login',
  signOut: () => '/logout',
  demo: () => '/demo',
  newDemo: (config: string) => `/demo/${encodeURIComponent(config)}`,
  sessions: (list: 'current' | 'archived' = 'current') => (list === 'archived' ? '/sessions?archived=1' : '/sessions'),
  newSession: (config?: string, room?: string | null) => {
    const query = new URLSearchParams({ ...(config !== undefined && { config }), ...(room && { room }) });
    return query.size === 0 ? '/sessions/new' : `/sessions/new?${query.toString()}`;
  },
  session: (code: string) => at(code),
  links: (code: string) => at(code, '/links'),
  split: (code: string) => at(code, '/split'),
  monitor: (code: string, view: MonitorView = 'seats') => at(code, view === 'table' ? '/monitor?view=table' : '/monitor'),
  monitorLive: (code: string, view: MonitorView) => at(code, `/monitor/live?view=${view}`),
  advance: (code: string) => at(code, '/advance'),
  moved: (code: string, done: { readonly view: MonitorView; readonly moved: number; readonly skipped: number }) =>
    at(code, `/monitor?view=${done.view}&moved=${done.moved}&skipped=${done.skipped}`),
  data: (code: string, sub?: number) => at(code, sub === undefined ? '/data' : `/data?round=${sub}`),
  payments: (code: string) => at(code, '/payments'),
  changes: (code: string) => at(code, '/changes'),
  description: (code: string) => at(code, '/description'),
  edit: (code: string) => at(code, '/edit'),
  archive: (code: string) => at(code, '/archive'),
  remove: (code: string) => at(code, '/remove'),
  sessionTable: (code: string, table: string, format = 'csv') => inFormat(at(code, `/exports/${encodeURIComponent(table)}`), format),
  archiveFile: (code: string) => at(code, '/everything.zip'),
  rooms: () => '/rooms',
  room: (room: string) => `/rooms/${encodeURIComponent(room)}`,
  roomLive: (room: string) => `/rooms/${encodeURIComponent(room)}/live`,
  closeRoom: (room: string) => `/rooms/${encodeURIComponent(room)}/close`,
  exports: () => '/exports',
  codebook: (ending: 'csv' | 'md') => `/exports/codebook.${ending}`,
  table: (table: string, format = 'csv') => inFormat(`/exports/${encodeURIComponent(table)}`, format),
  participant: (code: string) => `/InitializeParticipant/${encodeURIComponent(code)}`,
  join: (joinCode: string) => `/join/${encodeURIComponent(joinCode)}`,
  visitRoom: (room: string, { label, hash }: { readonly label?: string; readonly hash?: string | null } = {}) => {
    const query = new URLSearchParams({ ...(label !== undefined && { participant_label: label }), ...(hash && { hash }) });
    return query.size === 0 ? `/room/${room}` : `/room/${room}?${query.toString()}`;
  },
};
