import { acquaintanceOf, firstOf } from '../../round/allocation.ts';
import type { BoardWish } from '../../round/hold-board.ts';
import { judgesElsewhere } from '../../round/hold-board.ts';
import { livenessIn, pointsBefore } from '../../round/importance.ts';
import { drawnSeats } from '../../round/seat-store.ts';
import type { KnownMeetings } from '../../rules/allocation/clash.ts';
import { liveness } from '../../rules/breaks/liveness.ts';
import type { Liveness } from '../../rules/breaks/liveness.ts';
import { isBye } from '../../rules/debate.ts';
import type { Debate } from '../../rules/debate.ts';
import type { TeamId } from '../../rules/ids.ts';
import type { Round } from '../../rules/round.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as availabilities from '../../store/availabilities.ts';
import type { Present } from '../../store/availabilities.ts';
import * as conflicts from '../../store/conflicts.ts';
import * as history from '../../store/history.ts';
import * as panels from '../../store/panels.ts';
import type { JudgeFacts } from '../../store/panels.ts';
import * as people from '../../store/people.ts';
import type { AdjudicatorRow } from '../../store/people.ts';
import * as teams from '../../store/teams.ts';
import type { Tab } from '../../tab.ts';
import { panelRows } from './panel-rows.ts';
import type { PanelRow } from './views/board.ts';
import type { Visitor } from './views/frame.ts';
import type { JudgeMarks } from './views/panel-seats.ts';
import type { ShelfJudge } from './views/panel-shelf.ts';

/** What a board shows, whichever it is. */
export interface ShownBoard {
  readonly rows: readonly PanelRow[];
  /** Every debate of each round, byes too, and who is here for it. */
  readonly rounds: readonly { readonly rooms: readonly Debate[]; readonly present: Present }[];
  readonly free: readonly ShelfJudge[];
  /** Whoever can be moved. */
  readonly judges: readonly ShelfJudge[];
  /** What can be shown on chips. */
  readonly marks: readonly string[];
  /** Who moved somebody last; null when nobody has. */
  readonly lastMover: string | null;
}

/** Reads a board: its debates with panels, who is free for it, and what whoever looks may see of them. */
export async function readBoard(tab: Tab, place: Omit<BoardWish, 'actor'>, { may = () => true }: Visitor): Promise<ShownBoard> {
  const { tournament, round, rounds, beside = [], seats = drawnSeats } = place;
  const shown = [round, ...beside];
  const [roomsOf, judges, teamRows, presentIn, acquainted, lastSeen, facts, elsewhere, stakes, lastMover] = await Promise.all([
    Promise.all(shown.map(({ id }) => seats.ofRound(tab.db, id))),
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    Promise.all(shown.map(({ id }) => availabilities.ofRound(tab.db, id))),
    acquaintanceOf(tab, tournament, firstOf(shown)),
    conflicts.lastSeen(tab.db, tournament.id, firstOf(shown).seq),
    panels.judgeFacts(tab.db, tournament.id),
    judgesElsewhere(tab.db, seats.isOfDraw ? shown : [], rounds),
    stakesIn(tab, place),
    lastMoverOf(tab, tournament, shown),
  ]);
  const all = roomsOf.flat().filter((debate) => !isBye(debate));
  const seated = new Set(all.flatMap((debate) => debate.panel.map(({ id }) => id)));
  const isHere = ({ id }: AdjudicatorRow): boolean => presentIn.some(({ adjudicator }) => adjudicator.has(id)) && !elsewhere.has(id);
  const maySeeGender = may('view.participants.gender');
  const marks = marksOf(judges, facts, maySeeGender);
  const markOf = (judge: AdjudicatorRow): ShelfJudge => {
    const known = marks.get(judge.id);
    return known ? { ...judge, marks: known } : judge;
  };
  const institutions = new Map(teamRows.map(({ id, institution }) => [id, institution]));
  const roundOf = new Map(shown.flatMap((one, index) => (roomsOf[index] ?? []).map(({ id }) => [id, one] as const)));
  const acquaintance = { ...acquainted, roundsSince: roundsSince(lastSeen, firstOf(shown).seq) };
  const rows = panelRows(all, { judges, acquaintance, institutions, marks });
  return {
    rows: rows.map((row) => {
      const own = shown.length > 1 ? roundOf.get(row.debate.id) : undefined;
      return { ...row, liveness: stakes, ...(own && { round: { seq: own.seq, abbreviation: own.abbreviation } }) };
    }),
    lastMover,
    rounds: shown.map((_round, index) => ({ rooms: roomsOf[index] ?? [], present: presentIn[index] ?? nobody })),
    free: judges
      .filter((judge) => !seated.has(judge.id) && isHere(judge))
      .toSorted((a, b) => b.baseScore - a.baseScore)
      .map(markOf),
    judges: judges.filter((judge) => seated.has(judge.id) || isHere(judge)),
    marks: ['region', ...(maySeeGender ? ['gender'] : []), 'rank', 'history', ...(stakes.size > 0 ? ['live'] : [])],
  };
}

function roundsSince(lastSeen: Awaited<ReturnType<typeof conflicts.lastSeen>>, seq: number): NonNullable<KnownMeetings['roundsSince']> {
  const last = new Map(lastSeen.map((one) => [`${one.adjudicatorId} ${one.teamId}`, one.seq]));
  return (judge, team) => {
    const found = last.get(`${judge} ${team}`);
    return found === undefined ? null : seq - found;
  };
}

const moves: ReadonlySet<string> = new Set([
  'adjudicator_moved',
  'adjudicators_allocated',
  'panels_cleared',
  'panels_applied',
  'panel_ahead_changed',
  'panels_ahead_filled',
  'panels_ahead_cleared',
  'taken_back',
]);

/** The login that the journal has for the newest move on these rounds' boards. */
async function lastMoverOf(tab: Tab, { id: tournamentId }: Tournament, shown: readonly Round[]): Promise<string | null> {
  const all = await Promise.all(shown.map(({ seq }) => history.ofRound(tab.db, { tournamentId, seq, most: 3 })));
  const moved = all.flat().filter(({ verb }) => moves.has(verb));
  return moved.toSorted((a, b) => b.seq - a.seq)[0]?.actor ?? null;
}

const nobody: Present = { team: new Set(), adjudicator: new Set(), venue: new Set() };

/** What each team's break stands at before a preliminary round; nothing where no general break says so. */
async function stakesIn(tab: Tab, place: Omit<BoardWish, 'actor'>): Promise<ReadonlyMap<TeamId, Liveness>> {
  if (place.round.stage === 'E' || place.seats?.isOfDraw === false) return new Map();
  const [thresholds, points] = await Promise.all([livenessIn(tab, place), pointsBefore(tab, place)]);
  return thresholds === null ? new Map() : new Map([...points].map(([team, so]) => [team, liveness(so, thresholds)]));
}

/** Where people come from, their gender for those who may see it, and how they rank by score. */
function marksOf(judges: readonly AdjudicatorRow[], facts: readonly JudgeFacts[], maySeeGender: boolean): Map<number, JudgeMarks> {
  const better = judges.map(({ baseScore }) => baseScore).toSorted((a, b) => b - a);
  const rankOf = (score: number): string => `top ${Math.max(10, Math.ceil(((better.indexOf(score) + 1) / better.length) * 10) * 10)} %`;
  const scores = new Map(judges.map(({ id, baseScore }) => [id, baseScore]));
  return new Map(
    facts.map(({ id, region, gender }) => [id, { region, gender: maySeeGender ? gender : '', rank: rankOf(scores.get(id) ?? 0) }]),
  );
}
