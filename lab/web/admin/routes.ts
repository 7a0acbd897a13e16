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
  pause: '/sessions/:code/pause',
  openGate: '/sessions/:code/gate',
  notice: '/sessions/:code/notice',
  person: '/sessions/:code/person',
  dropout: '/sessions/:code/dropout',
  releaseSeat: '/sessions/:code/release-seat',
  addSeats: '/sessions/:code/seats',
  chosen: '/sessions/:code/chosen',
  fillWithBots: '/sessions/:code/bots',
  data: '/sessions/:code/data',
  payments: '/sessions/:code/payments',
  adjust: '/sessions/:code/payments/adjust',
  receipts: '/sessions/:code/receipts',
  report: '/sessions/:code/report',
  linksFile: '/sessions/:code/links.csv',
  qrCodes: '/sessions/:code/qr-codes',
  serverCheck: '/server',
  accounts: '/accounts',
  removeAccount: '/accounts/:name/remove',
  changes: '/sessions/:code/changes',
  description: '/sessions/:code/description',
  edit: '/sessions/:code/edit',
  recruit: '/sessions/:code/recruit',
  bonuses: '/sessions/:code/bonuses.csv',
  archive: '/sessions/:code/archive',
  remove: '/sessions/:code/remove',
  sessionTable: '/sessions/:code/exports/:table',
  archiveFile: '/sessions/:code/everything.zip',
  rooms: '/rooms',
  room: '/rooms/:room',
  roomLive: '/rooms/:room/live',
  closeRoom: '/rooms/:room/close',
  keepRoom: '/rooms',
  removeRoom: '/rooms/:room/remove',
  renewLinks: '/rooms/:room/renew',
  exports: '/exports',
  codebook: '/exports/codebook.:ending',
  table: '/exports/:table',
} as const;

const at = (code: string, rest = ''): string => `/sessions/${encodeURIComponent(code)}${rest}`;
const inFormat = (path: string, format: string): string => (format === 'csv' ? path : `${path}?format=${format}`);

export const monitorViews = ['seats', 'table', 'wall'] as const;
export type MonitorView = (typeof monitorViews)[number];

/** How a monitor is looked at. */
export interface MonitorLook {
  readonly view?: MonitorView;
  /** The seat whose drawer is open. */
  readonly seat?: number | null;
  readonly sort?: string;
  readonly isDescending?: boolean;
  readonly status?: string | null;
  /** What has just been done: `paused`. */
  readonly done?: string;
  readonly people?: number;
  readonly skipped?: number;
}

/** What is as usual is left out. */
function queryOf({ isDescending, ...look }: MonitorLook): Record<string, string> {
  const usual: Readonly<Record<string, unknown>> = { view: 'seats', sort: 'number' };
  const told = Object.entries(look).filter(([name, value]) => value !== null && value !== undefined && value !== usual[name]);
  return { ...Object.fromEntries(told.map(([name, value]) => [name, String(value)])), ...(isDescending && { order: 'down' }) };
}

function withQuery(path: string, query: Record<string, string>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

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
  monitor: (code: string, look: MonitorLook = {}) => withQuery(at(code, '/monitor'), queryOf(look)),
  monitorLive: (code: string, look: MonitorLook) => withQuery(at(code, '/monitor/live'), queryOf(look)),
  advance: (code: string) => at(code, '/advance'),
  pause: (code: string) => at(code, '/pause'),
  openGate: (code: string) => at(code, '/gate'),
  notice: (code: string) => at(code, '/notice'),
  person: (code: string) => at(code, '/person'),
  dropout: (code: string) => at(code, '/dropout'),
  releaseSeat: (code: string) => at(code, '/release-seat'),
  addSeats: (code: string) => at(code, '/seats'),
  chosen: (code: string) => at(code, '/chosen'),
  fillWithBots: (code: string) => at(code, '/bots'),
  data: (code: string, sub?: number, participant?: number | null) =>
    withQuery(at(code, '/data'), { ...(sub !== undefined && { round: String(sub) }), ...(participant && { edit: String(participant) }) }),
  adjust: (code: string) => at(code, '/payments/adjust'),
  receipts: (code: string) => at(code, '/receipts'),
  report: (code: string, sub?: number) => withQuery(at(code, '/report'), sub === undefined ? {} : { round: String(sub) }),
  linksFile: (code: string) => at(code, '/links.csv'),
  qrCodes: (code: string) => at(code, '/qr-codes'),
  serverCheck: () => '/server',
  accounts: () => '/accounts',
  removeAccount: (name: string) => `/accounts/${encodeURIComponent(name)}/remove`,
  payments: (code: string, status?: string) => withQuery(at(code, '/payments'), status === undefined ? {} : { status }),
  changes: (code: string) => at(code, '/changes'),
  description: (code: string) => at(code, '/description'),
  edit: (code: string) => at(code, '/edit'),
  recruit: (code: string) => at(code, '/recruit'),
  bonuses: (code: string) => at(code, '/bonuses.csv'),
  archive: (code: string) => at(code, '/archive'),
  remove: (code: string) => at(code, '/remove'),
  sessionTable: (code: string, table: string, format = 'csv') => inFormat(at(code, `/exports/${encodeURIComponent(table)}`), format),
  archiveFile: (code: string) => at(code, '/everything.zip'),
  rooms: () => '/rooms',
  room: (room: string) => `/rooms/${encodeURIComponent(room)}`,
  roomLive: (room: string) => `/rooms/${encodeURIComponent(room)}/live`,
  removeRoom: (room: string) => `/rooms/${encodeURIComponent(room)}/remove`,
  renewLinks: (room: string) => `/rooms/${encodeURIComponent(room)}/renew`,
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
