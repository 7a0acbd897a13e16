import type { Queryable } from '#kit/db/connect.ts';
import type { Project } from '../game/define-project.ts';
import type { FieldSpecs } from '../game/definition.ts';
import type { FieldSpec } from '../game/fields.ts';
import type { ExportedParticipant, ExportedPlayer, ExportedProject, ExportedSession } from '../rules/export-table.ts';
import { lastPageReached, pageNames, type PageName } from '../rules/page-names.ts';
import { sessionPlan } from '../rules/session-plan.ts';
import type { ExportScope, ExportSource } from './table.ts';
import {
  people,
  records,
  rounds,
  sessions,
  type StoredExport,
  type StoredPerson,
  type StoredPlayer,
  type StoredRecord,
  type StoredRound,
} from '../store/exports.ts';

/** A session that is being exported, with its rounds and pages. */
export interface ReadSession extends ExportedSession {
  readonly id: number;
  readonly maxPageIndex: number;
  readonly seed: string;
  readonly rounds: readonly StoredRound[];
  readonly pages: readonly PageName[];
}

/** What the project declares, for the columns. */
export function exportedProject({ games, configs, fields, money }: Project): ExportedProject {
  const { hasPlayerPayoffs, ...plan } = sessionPlan(games, fields);
  return {
    games: games.map((playable) => playable.game),
    fields: plan.fields,
    hasPlayerPayoffs,
    params: paramsOf(configs),
    points: money.points,
  };
}

/** Where several recipes have a parameter of one name, the first says what it is. */
function paramsOf(configs: Project['configs']): FieldSpecs {
  const specs: Record<string, FieldSpec> = {};
  for (const [key, { spec }] of configs.flatMap(({ params }) => Object.entries(params))) specs[key] ??= spec;
  return specs;
}

/** The sessions in the order they were made. */
export async function readSessions({ db, project }: ExportSource, { session }: ExportScope): Promise<ReadSession[]> {
  const stored = await sessions(db, session);
  const all = await rounds(
    db,
    stored.map((one) => one.id),
  );
  const bySession = Map.groupBy(all, (round) => round.sessionId);
  return stored.map((one) => readSession(one, bySession.get(one.id) ?? [], project));
}

function readSession(stored: StoredExport, own: readonly StoredRound[], project: Project): ReadSession {
  const names = new Set(own.map((round) => round.game));
  return {
    ...stored,
    rounds: own,
    games: [...names].map((name) => ({ name, rounds: own.filter((round) => round.game === name).length })),
    pages: pageNames(own, project.games),
  };
}

/** So many lines of players are in memory at a time; then other work of the process has its turn. */
const linesAtATime = 2_000;
const mostPeople = 200;

/** A participant with what they did in each round. */
export interface ReadParticipant {
  readonly id: number;
  /** When the start link was opened; null before. */
  readonly startedMs: number | null;
  readonly participant: ExportedParticipant;
  readonly players: readonly ExportedPlayer[];
}

/** The people of a session by number, a few at a time, with all their rounds or only the one with this place in the session. */
export async function* readParticipants(db: Queryable, session: ReadSession, sub: number | null = null): AsyncGenerator<ReadParticipant[]> {
  const limit = sub === null ? Math.min(mostPeople, Math.max(1, Math.floor(linesAtATime / session.rounds.length))) : mostPeople;
  for (let after = 0; ;) {
    const slice = await people(db, { sessionId: session.id, after, limit, sub });
    const last = slice.at(-1);
    if (!last) return;
    yield slice.map((person) => ({
      id: person.id,
      startedMs: person.startedMs,
      participant: participantOf(person, session),
      players: playersOf(person.players, session),
    }));
    after = last.number;
  }
}

function participantOf(person: StoredPerson, session: ReadSession): ExportedParticipant {
  const reached = lastPageReached(session.pages, person.pageIndex);
  return {
    ...person,
    visited: person.isVisited,
    maxPageIndex: session.maxPageIndex,
    currentGame: reached?.game ?? '',
    currentPage: reached?.page ?? '',
  };
}

function playersOf(own: readonly StoredPlayer[], session: ReadSession): ExportedPlayer[] {
  return own.flatMap((player) => {
    const round = session.rounds[player.sub - 1];
    if (!round) return [];
    const { seat, payoff, data, group, groupData } = player;
    return [
      {
        game: round.game,
        round: round.round,
        seat,
        payoff,
        data,
        group: { number: group, data: groupData },
        subsession: { data: round.data },
      },
    ];
  });
}

/** Somebody in one round of a game. */
export interface ReadPlayer {
  readonly session: ReadSession;
  readonly person: ReadParticipant;
  readonly player: ExportedPlayer;
}

/** Everybody who plays a game, a few at a time: by session, round and participant. */
export async function* readPlayers(
  source: ExportSource,
  { session: code, game }: ExportScope & { readonly game: string },
): AsyncGenerator<ReadPlayer[]> {
  for (const session of await readSessions(source, { session: code })) {
    for (const { sub } of session.rounds.filter((round) => round.game === game)) {
      for await (const slice of readParticipants(source.db, session, sub))
        yield slice.flatMap((person) => person.players.map((player) => ({ session, person, player })));
    }
  }
}

const recordsAtATime = 2_000;

/** The rows of a table of a game, a few at a time, in the order they were added. */
export async function* readRecords(
  db: Queryable,
  session: ReadSession,
  table: { readonly game: string; readonly name: string },
): AsyncGenerator<StoredRecord[]> {
  const subs = session.rounds.filter((round) => round.game === table.game).map((round) => round.sub);
  for (let after = 0; ;) {
    const slice = await records(db, { sessionId: session.id, subs, name: table.name, after, limit: recordsAtATime });
    const last = slice.at(-1);
    if (!last) return;
    yield slice;
    after = last.id;
  }
}
