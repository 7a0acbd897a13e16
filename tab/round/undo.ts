import { DatabaseFault } from '#kit/db/database-fault.ts';
import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { NothingThere, RoundMovedOn, WrongInput } from '../errors.ts';
import { isBye } from '../rules/debate.ts';
import { undoableAct } from '../rules/history/acts.ts';
import { doesPublish, historyLines, isPublicChange } from '../rules/history/history.ts';
import type { HistoryLine, RoundEntry } from '../rules/history/history.ts';
import { debatesOf, partsOf, roundParts, undoing } from '../rules/history/round-diff.ts';
import type { RoundDiff, RoundPart } from '../rules/history/round-diff.ts';
import type { Permission } from '../rules/permissions.ts';
import type { Round } from '../rules/round.ts';
import * as debates from '../store/debates.ts';
import { deleteRun, winByes } from '../store/draws.ts';
import * as history from '../store/history.ts';
import * as roundState from '../store/round-state.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { mustSitOnce } from './hold-board.ts';
import { blank, mustBeWhole } from './draw.ts';

/** How many acts back a round remembers. */
const most = 80;

/** What was done to the round, the newest first, and what can be taken back as it is now. */
export async function roundHistory(db: Queryable, { tournament, round }: Pick<RoundWish, 'tournament' | 'round'>): Promise<HistoryLine[]> {
  const [entries, now] = await Promise.all([
    history.ofRound(db, { tournamentId: tournament.id, seq: round.seq, most }),
    roundState.read(db, round.id, roundParts),
  ]);
  return historyLines(entries, now);
}

/** The newest act of this kind that still stands; null where none does, or where it was changed since. */
export async function lastStanding(
  db: Queryable,
  { tournament, round }: Pick<RoundWish, 'tournament' | 'round'>,
  verb: string,
): Promise<HistoryLine | null> {
  const [entries, now] = await Promise.all([
    history.ofRound(db, { tournamentId: tournament.id, seq: round.seq, most }),
    roundState.read(db, round.id, undoableAct(verb)?.parts ?? []),
  ]);
  const last = historyLines(entries, now).find(({ entry, standing }) => entry.verb === verb && standing.kind !== 'undone');
  return last?.standing.kind === 'open' ? last : null;
}

export interface UndoWish extends RoundWish {
  /** The number of the act in the journal. */
  readonly entry: number;
  readonly may: (permission: Permission) => boolean;
}

/** Takes one act back, or does it again where it was taken back; gives what it was. Refused when what it changed was changed since. */
export async function undoAct(tab: Tab, wish: UndoWish): Promise<HistoryLine> {
  const { round, entry: seq } = wish;
  const seen = (await roundHistory(tab.db, wish)).find(({ entry }) => entry.seq === seq);
  if (seen === undefined) throw new NothingThere(`act ${seq} on ${round.name} that could be taken back`);
  const { diff } = seen.entry;
  await changeRound(tab, wish, {
    verb: 'taken_back',
    refusal: (now) => (now.isCompleted && diff.round?.['completed'] === undefined ? 'is over; take its results back first' : null),
    isPublic: isPublicChange(diff, round.drawStatus === 'R'),
    isWithdrawal: doesPublish(diff),
    parts: partsToKeep(diff),
    record: () => takenBackOf(seen.entry),
    write: async (tx, now) => {
      const line = (await roundHistory(tx, wish)).find(({ entry }) => entry.seq === seq);
      mustBeOpen(line ?? seen, wish, now);
      await takeBack(tx, wish, { diff, now });
      if (diff.panels !== undefined) await mustSitOnce(tx, wish);
    },
  }).catch((error: unknown) => refuse(error, round));
  return seen;
}

/** Which act is meant by the last one. */
export interface LastWish extends Omit<UndoWish, 'entry'> {
  /** Its verb; any for null. */
  readonly of: string | null;
  /** True where a single key asks: what the same person did last, unless spectators were shown it. */
  readonly isByKey?: boolean;
}

/** Takes back the newest such act that still stands. */
export async function undoLast(tab: Tab, wish: LastWish): Promise<HistoryLine> {
  const lines = await linesFor(tab, wish);
  const isWanted = ({ verb, takenBack }: RoundEntry): boolean => takenBack === null && (wish.of === null || verb === wish.of);
  const last = lines.find(({ entry, standing }) => isWanted(entry) && standing.kind !== 'undone' && standing.kind !== 'final');
  if (last === undefined) throw new WrongInput('There is nothing to take back.');
  mustBeQuiet(wish, last);
  return undoAct(tab, { ...wish, entry: last.entry.seq });
}

/** Does again what was last taken back. */
export async function redoLast(tab: Tab, wish: LastWish): Promise<HistoryLine> {
  const lines = await linesFor(tab, wish);
  const last = lines.find(
    ({ entry, standing }) => (wish.of === null || (entry.takenBack?.of ?? entry.verb) === wish.of) && standing.kind !== 'undone',
  );
  if (last?.entry.takenBack?.turn !== 'back' || last.standing.kind !== 'open') throw new WrongInput('There is nothing to do again.');
  mustBeQuiet(wish, last);
  return undoAct(tab, { ...wish, entry: last.entry.seq });
}

async function linesFor(tab: Tab, wish: LastWish): Promise<HistoryLine[]> {
  const lines = await roundHistory(tab.db, wish);
  return wish.isByKey ? lines.filter(({ entry }) => entry.actor === wish.actor) : lines;
}

function mustBeQuiet({ isByKey = false }: LastWish, { entry, words }: HistoryLine): void {
  if (isByKey && doesPublish(entry.diff))
    throw new WrongInput(`A key does not take back what spectators were shown: “${words}”.`, 'Take it back in the history of the round.');
}

/** With debates goes all that hangs on them. */
function partsToKeep(diff: RoundDiff): readonly RoundPart[] {
  return diff.debates === undefined ? partsOf(diff) : roundParts;
}

function takenBackOf({ seq, verb, takenBack }: RoundEntry) {
  return { undoes: seq, of: takenBack?.of ?? verb, turn: takenBack?.turn === 'back' ? 'again' : 'back' };
}

function mustBeOpen({ words, standing, entry }: HistoryLine, { may }: UndoWish, now: Round): void {
  const what = `“${entry.actor} ${words}” cannot be taken back`;
  if (standing.kind === 'undone') throw new RoundMovedOn(now.name, `has it already: ${standing.by.actor} took it back`);
  if (standing.kind !== 'open') throw new WrongInput(`${what}. ${standing.why}`, 'Nothing was changed.');
  if (!may(standing.needs))
    throw new WrongInput(`${what} by you: it needs the permission ${standing.needs}.`, 'Ask who made your account.');
}

async function takeBack(tx: Transaction, { round, tournament }: RoundWish, { diff, now }: { diff: RoundDiff; now: Round }): Promise<void> {
  await refuseBallots(tx, round, diff);
  const wanted = undoing(diff);
  await roundState.write(tx, { roundId: round.id, touched: debatesOf(diff) }, wanted);
  const status = wanted.round?.get('draw_status');
  if (status === 'N') await deleteRun(tx, round.id);
  if (status === 'C' && now.drawStatus === 'D') mustBeWhole(await debates.ofRound(tx, round.id), tournament.settings);
  const isDrawnAgain = status !== undefined && diff.debates !== undefined;
  if (isDrawnAgain && tournament.settings.bye_team_results !== 'none') tx.queue(winByes, { roundId: round.id, content: blank });
}

/** Who debates and who judges stays once there is a ballot. */
async function refuseBallots(tx: Transaction, round: Round, diff: RoundDiff): Promise<void> {
  if (diff.teams === undefined && diff.panels === undefined && diff.debates === undefined && diff.sides === undefined) return;
  const touched = new Set(debatesOf(diff));
  const all = await debates.ofRound(tx, round.id);
  const held = all.find(
    (debate) => touched.has(debate.id) && !isBye(debate) && (debate.resultStatus === 'C' || debate.resultStatus === 'D'),
  );
  if (held) throw new RoundMovedOn(`Debate ${held.roomRank}`, 'has a ballot, so its teams and its panel stay');
}

function refuse(error: unknown, round: Round): never {
  if (!(error instanceof DatabaseFault)) throw error;
  if (error.sqlState === '23505')
    throw new RoundMovedOn(round.name, 'was changed since: a room or a seat that this would give back is taken');
  if (error.sqlState === '23503')
    throw new RoundMovedOn(round.name, 'was changed since: a team, an adjudicator or a room of it was deleted');
  throw error;
}
