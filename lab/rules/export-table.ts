import type { FieldSpecs, GameDefinition } from '../game/definition.ts';
import type { FieldSpec } from '../game/fields.ts';
import type { Data } from '../game/objects/rows.ts';
import type { Stored } from './field-value.ts';

/** One column of an export: its name in the header, and what a row writes there. */
export interface ExportColumn<Row> extends ExportHead {
  readonly cell: (row: Row) => string;
}

/** What heads a column. */
export interface ExportHead {
  readonly name: string;
  /** Its cells are numbers or empty; yes and no are 1 and 0. */
  readonly isNumber: boolean;
  /** What the column's field was declared as; absent for what every session has. */
  readonly spec?: FieldSpec;
  /** Its name is an author's own and means nothing more, though other columns may be called the same. */
  readonly isNamedByAuthor?: boolean;
}

/** A participant as exports show them. */
export interface ExportedParticipant {
  readonly number: number;
  readonly code: string;
  readonly label: string | null;
  readonly isBot: boolean;
  /** 0: not started; one past the last page: finished. */
  readonly pageIndex: number;
  readonly maxPageIndex: number;
  /** Of the last page reached; empty before the start. */
  readonly currentGame: string;
  readonly currentPage: string;
  /** `YYYY-MM-DD HH:MM:SS.ffffff` in UTC; null before the start. */
  readonly startedAt: string | null;
  readonly visited: boolean;
  readonly payoff: number;
  readonly data: Data;
}

/** A participant in one round of one game. */
export interface ExportedPlayer {
  readonly game: string;
  readonly round: number;
  /** Place in the group, from 1. */
  readonly seat: number;
  readonly payoff: number;
  readonly data: Data;
  readonly group: { readonly number: number; readonly data: Data };
  readonly subsession: { readonly data: Data };
}

/** A session as exports show it. */
export interface ExportedSession {
  readonly code: string;
  readonly label: string | null;
  readonly comment: string | null;
  readonly isDemo: boolean;
  readonly config: Readonly<Record<string, unknown>>;
  readonly numParticipants: number;
  /** The games it plays, in order. */
  readonly games: readonly { readonly name: string; readonly rounds: number }[];
  readonly data: Data;
}

/** What a project declares that exports have columns for. */
export interface ExportedProject {
  /** In the project's order. */
  readonly games: readonly GameDefinition[];
  /** The project's own fields first, then each game's. */
  readonly fields: { readonly participant: FieldSpecs; readonly session: FieldSpecs };
  /** The recipes' own parameters, in the order of their declaration. */
  readonly params: FieldSpecs;
  readonly points: boolean;
  readonly hasPlayerPayoffs: boolean;
}

/** One line of the export of one game. */
export interface GameRow {
  readonly session: ExportedSession;
  readonly participant: ExportedParticipant;
  readonly player: ExportedPlayer;
}

/** One line of the export of everything: a participant with all rounds. */
export interface WideRow {
  readonly session: ExportedSession;
  readonly participant: ExportedParticipant;
  /** By `roundKey`. */
  readonly players: ReadonlyMap<string, ExportedPlayer>;
}

/** Names one round of one game within a session. */
export function roundKey(game: string, round: number): string {
  return `${game}.${round}`;
}

/** oTree's wide table, column for column: participant, session, configuration, then each round of each game. One row a participant. */
export function wideColumns(sessions: readonly ExportedSession[], project: ExportedProject): ExportColumn<WideRow>[] {
  return [
    ...participantColumns,
    ...declared('participant', project.fields.participant, (row: WideRow) => row.participant.data),
    ...sessionColumns,
    ...configColumns(sessions, project),
    ...declared('session', project.fields.session, (row: WideRow) => row.session.data),
    ...gamesInOrder(sessions).flatMap((name) => roundsOf(name, sessions, project)),
  ];
}

/** oTree's table of one game, column for column. One row a player, so as many a participant as the game has rounds. */
export function gameColumns(game: GameDefinition, project: Pick<ExportedProject, 'hasPlayerPayoffs'>): ExportColumn<GameRow>[] {
  return [
    ...participantColumns,
    ...playerColumns({ game, ...project }, 'player', (row: GameRow) => row.player),
    ...groupColumns(game, 'group', (row: GameRow) => row.player),
    ...subsessionColumns(game, 'subsession', (row: GameRow) => row.player),
    ...sessionColumns,
  ];
}

type PersonRow = Pick<WideRow, 'session' | 'participant'>;

/** Of the columns that every participant, player and session has. */
const builtInTexts = new Set(
  `code label _current_app_name _current_page_name time_started_utc mturk_worker_id mturk_assignment_id mturk_HITId mturk_HITGroupId comment
   name role`.split(/\s+/),
);

const participantColumns = prefixed<PersonRow>('participant', {
  id_in_session: ({ participant }) => String(participant.number),
  code: ({ participant }) => participant.code,
  label: ({ participant }) => textCell(participant.label),
  _is_bot: ({ participant }) => flag(participant.isBot),
  _index_in_pages: ({ participant }) => String(participant.pageIndex),
  _max_page_index: ({ participant }) => String(participant.maxPageIndex),
  _current_app_name: ({ participant }) => participant.currentGame,
  _current_page_name: ({ participant }) => participant.currentPage,
  time_started_utc: ({ participant }) => participant.startedAt ?? '',
  visited: ({ participant }) => flag(participant.visited),
  mturk_worker_id: () => '',
  mturk_assignment_id: () => '',
  payoff: ({ participant }) => moneyCell(participant.payoff),
});

const sessionColumns = prefixed<PersonRow>('session', {
  code: ({ session }) => session.code,
  label: ({ session }) => textCell(session.label),
  mturk_HITId: () => '',
  mturk_HITGroupId: () => '',
  comment: ({ session }) => textCell(session.comment),
  is_demo: ({ session }) => flag(session.isDemo),
});

const standardParameters = new Set(['name', 'displayName', 'participationFee', 'pointValue', 'games', 'demoParticipants', 'doc']);

/** A stored configuration has forgotten the order of its keys; the project knows it. Parameters that it no longer has come last. */
function configColumns(sessions: readonly ExportedSession[], { points, params }: ExportedProject): ExportColumn<PersonRow>[] {
  const used = new Set(sessions.flatMap(({ config }) => Object.keys(config).filter((key) => isScalar(config[key]))));
  const own = [...new Set([...Object.keys(params), ...used])].filter((key) => used.has(key) && !standardParameters.has(key));
  const hasText = (key: string): boolean => sessions.some(({ config }) => typeof config[key] === 'string');
  return [
    ...prefixed<PersonRow>('session.config', {
      name: ({ session }) => configCell(session.config['name']),
      participation_fee: ({ session }) => moneyCell(Number(session.config['participationFee'] ?? 0)),
      ...(points && { real_world_currency_per_point: ({ session }: PersonRow) => configCell(session.config['pointValue']) }),
    }),
    ...own.map((key) => ({
      name: `session.config.${columnName(key, params[key])}`,
      isNumber: !hasText(key),
      isNamedByAuthor: true,
      cell: ({ session }: PersonRow) => configCell(session.config[key], params[key]?.kind),
    })),
  ];
}

/** The order of the sequence that most participants play; games that are not in it follow by name. */
function gamesInOrder(sessions: readonly ExportedSession[]): string[] {
  const people = new Map<string, number>();
  for (const session of sessions) {
    const sequence = JSON.stringify(session.games.map((game) => game.name));
    people.set(sequence, (people.get(sequence) ?? 0) + session.numParticipants);
  }
  const [most] = [...people].sort(([, a], [, b]) => b - a);
  const isMost = (session: ExportedSession): boolean => JSON.stringify(session.games.map((game) => game.name)) === most?.[0];
  const first = sessions.find(isMost)?.games.map((game) => game.name) ?? [];
  const others = new Set(sessions.flatMap((session) => session.games.map((game) => game.name)).filter((name) => !first.includes(name)));
  return [...first, ...[...others].sort()];
}

/** A game that the project no longer has leaves no columns: nothing says what its fields were. */
function roundsOf(name: string, sessions: readonly ExportedSession[], project: ExportedProject): ExportColumn<WideRow>[] {
  const game = project.games.find((candidate) => candidate.name === name);
  if (!game) return [];
  const rounds = Math.max(...sessions.flatMap((session) => session.games.filter((own) => own.name === name).map((own) => own.rounds)));
  return Array.from({ length: rounds }, (_, at) => roundKey(name, at + 1)).flatMap((key) => {
    const player = ({ players }: WideRow): ExportedPlayer | undefined => players.get(key);
    return [
      ...playerColumns({ ...project, game }, `${key}.player`, player),
      ...groupColumns(game, `${key}.group`, player),
      ...subsessionColumns(game, `${key}.subsession`, player),
    ];
  });
}

type PlayerIn<Row> = (row: Row) => ExportedPlayer | undefined;

interface PlayersOf extends Pick<ExportedProject, 'hasPlayerPayoffs'> {
  readonly game: GameDefinition;
}

function playerColumns<Row>({ game, hasPlayerPayoffs }: PlayersOf, prefix: string, player: PlayerIn<Row>): ExportColumn<Row>[] {
  const builtIn = prefixed<Row>(prefix, {
    id_in_group: (row) => numberCell(player(row)?.seat),
    role: (row) => game.roles[(player(row)?.seat ?? 0) - 1] ?? '',
    ...(hasPlayerPayoffs && { payoff: (row: Row) => exportCell(player(row)?.payoff, 'money') }),
  });
  return [...builtIn, ...declared(prefix, game.fields.player, (row: Row) => player(row)?.data)];
}

function groupColumns<Row>(game: GameDefinition, prefix: string, player: PlayerIn<Row>): ExportColumn<Row>[] {
  const builtIn = prefixed<Row>(prefix, { id_in_subsession: (row) => numberCell(player(row)?.group.number) });
  return [...builtIn, ...declared(prefix, game.fields.group, (row: Row) => player(row)?.group.data)];
}

function subsessionColumns<Row>(game: GameDefinition, prefix: string, player: PlayerIn<Row>): ExportColumn<Row>[] {
  const builtIn = prefixed<Row>(prefix, { round_number: (row) => numberCell(player(row)?.round) });
  return [...builtIn, ...declared(prefix, game.fields.subsession, (row: Row) => player(row)?.subsession.data)];
}

function prefixed<Row>(prefix: string, cells: Readonly<Record<string, (row: Row) => string>>): ExportColumn<Row>[] {
  return Object.entries(cells).map(([name, cell]) => ({ name: `${prefix}.${name}`, isNumber: !builtInTexts.has(name), cell }));
}

/** Columns of declared fields, in the order of declaration. */
function declared<Row>(prefix: string, fields: FieldSpecs, data: (row: Row) => Data | undefined): ExportColumn<Row>[] {
  return Object.entries(fields).map(([key, spec]) => ({
    name: `${prefix}.${columnName(key, spec)}`,
    isNumber: isNumeric(spec),
    spec,
    cell: (row) => exportCell(data(row)?.[key], spec.kind),
  }));
}

/** Whether a field's cells are numbers. */
export function isNumeric({ kind }: Pick<FieldSpec, 'kind'>): boolean {
  return kind !== 'text' && kind !== 'choice' && kind !== 'json';
}

/** The column of a field: its own `column`, or its key in snake_case (`twoThirdsAvg` → `two_thirds_avg`, `HTMLBody` → `html_body`). */
export function columnName(key: string, spec?: Pick<FieldSpec, 'column'>): string {
  if (spec?.column) return spec.column;
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** A stored value as exports write it: money always with a fraction, yes and no as 1 and 0, line breaks as spaces, JSON as text. */
export function exportCell(value: Stored | undefined, kind: FieldSpec['kind']): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return flag(value);
  if (typeof value === 'number') return kind === 'money' ? moneyCell(value) : String(value);
  return textCell(typeof value === 'string' ? value : JSON.stringify(value));
}

/** `100.0`, `12.5`. */
export function moneyCell(amount: number): string {
  const text = String(amount);
  if (text.includes('e')) return amount.toLocaleString('en', { useGrouping: false, minimumFractionDigits: 1, maximumFractionDigits: 20 });
  return text.includes('.') ? text : `${text}.0`;
}

function textCell(text: string | null): string {
  return text === null ? '' : text.replace(/[\r\n]/g, ' ');
}

const flag = (value: boolean): string => (value ? '1' : '0');
const numberCell = (value: number | undefined): string => (value === undefined ? '' : String(value));

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function configCell(value: unknown, kind: FieldSpec['kind'] = 'text'): string {
  return isScalar(value) ? exportCell(value, kind) : '';
}
