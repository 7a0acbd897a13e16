import { RostraError } from '#kit/errors/rostra-error.ts';
import { callAuthor, type FieldSpecs, type GameDefinition } from '../game/definition.ts';
import type { Data } from '../game/objects/rows.ts';
import { exportCell, type ExportedPlayer } from '../rules/export-table.ts';
import type { StoredRecord } from '../store/exports.ts';
import { gameNamed } from './per-game.ts';
import { exportedProject, readPlayers, readRecords, readSessions, type ReadParticipant, type ReadSession } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

/** Which export of the author's own. */
export interface CustomScope extends ExportScope {
  readonly game: string;
  readonly name: string;
}

/** A table that a game's author makes: the first line that is yielded is the header. Throws when there is no such export. */
export async function customTable(source: ExportSource, scope: CustomScope): Promise<ExportTable> {
  const { game } = gameNamed(source.project, scope.game);
  const make = game.exports[scope.name];
  if (!make) throw new NoSuchExport(scope, Object.keys(game.exports));
  const rows = callAuthor(make, contextOf(source, scope, game))[Symbol.asyncIterator]();
  const header = await rows.next();
  const first = await nextRows(rows);
  const names = header.done ? [] : header.value.map(cellOf);
  const columns = names.map((name, at) => ({ name, isNumber: areNumbers(first.map((row) => row[at])), isNamedByAuthor: true }));
  return { name: `${game.name}_${scope.name}`, columns, lines: linesOf(first, rows) };
}

type Row = readonly unknown[];
const linesAtATime = 500;

async function* linesOf(first: readonly Row[], rest: AsyncIterator<Row>): AsyncGenerator<ExportLine[]> {
  for (let rows = first; rows.length > 0; rows = await nextRows(rest)) yield rows.map((row) => row.map(cellOf));
}

async function nextRows(from: AsyncIterator<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  while (rows.length < linesAtATime) {
    const row = await from.next();
    if (row.done) break;
    rows.push(row.value);
  }
  return rows;
}

/** Nothing says what an author's column holds but what stands in it: numbers, or yes and no, in all rows that have something there. */
function areNumbers(values: readonly unknown[]): boolean {
  const given = values.filter((value) => value !== null && value !== undefined);
  return given.length > 0 && given.every((value) => typeof value === 'number' || typeof value === 'boolean');
}

/** Values are cleaned as in every export. */
function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' || typeof value === 'object')
    return exportCell(value, 'text');
  return typeof value === 'bigint' ? String(value) : '';
}

/** What the author's function gets; see `ExportCtx`. */
function contextOf(source: ExportSource, scope: CustomScope, game: GameDefinition): object {
  const tables = Object.entries(game.records).map(([name, specs]) => [name, recordsOf(source, { ...scope, table: name }, specs)]);
  return { players: playersOf(source, scope, game), records: Object.fromEntries(tables), session: scope.session, c: game.constants };
}

async function* playersOf(source: ExportSource, scope: CustomScope, game: GameDefinition): AsyncGenerator<object> {
  const { fields, hasPlayerPayoffs } = exportedProject(source.project);
  for await (const slice of readPlayers(source, scope)) {
    yield* slice.map(({ session, person, player }) => ({
      ...viewOfPlayer(player, game),
      ...(hasPlayerPayoffs && { payoff: player.payoff }),
      participant: viewOfParticipant(person, fields.participant),
      session: viewOfSession(session, fields.session),
    }));
  }
}

function viewOfPlayer({ seat, round, data, group, subsession }: ExportedPlayer, { fields, roles }: GameDefinition): object {
  return {
    ...valuesOf(fields.player, data),
    id: seat,
    round,
    role: roles[seat - 1] ?? '',
    group: { ...valuesOf(fields.group, group.data), number: group.number },
    subsession: { ...valuesOf(fields.subsession, subsession.data), round },
  };
}

function viewOfParticipant({ participant }: ReadParticipant, specs: FieldSpecs): object {
  const { code, number, label, payoff, isBot, data } = participant;
  return { ...valuesOf(specs, data), code, number, label, payoff, isBot };
}

function viewOfSession({ code, label, isDemo, config, data }: ReadSession, specs: FieldSpecs): object {
  return { ...valuesOf(specs, data), code, label, isDemo, config };
}

async function* recordsOf(
  source: ExportSource,
  scope: CustomScope & { readonly table: string },
  specs: FieldSpecs,
): AsyncGenerator<object> {
  for (const session of await readSessions(source, scope)) {
    for await (const slice of readRecords(source.db, session, { game: scope.game, name: scope.table }))
      yield* slice.map((row) => viewOfRecord(row, session, specs));
  }
}

function viewOfRecord({ sub, group, code, number, atMs, data }: StoredRecord, session: ReadSession, specs: FieldSpecs): object {
  const participant = code === null ? null : { code, number };
  return { ...valuesOf(specs, data), at: atMs, session: session.code, round: session.rounds[sub - 1]?.round ?? 1, group, participant };
}

/** What was never set is null. */
function valuesOf(specs: FieldSpecs, data: Data): object {
  return Object.fromEntries(Object.keys(specs).map((key) => [key, data[key] ?? null]));
}

class NoSuchExport extends RostraError {
  constructor({ game, name }: CustomScope, known: readonly string[]) {
    super({
      code: 'LAB_NO_SUCH_EXPORT',
      status: 404,
      message: `The game ${game} has no export ${name.slice(0, 40)}.`,
      hint: known.length === 0 ? 'It has none of its own.' : `It has: ${known.join(', ')}.`,
    });
  }
}
