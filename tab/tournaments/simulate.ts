import { createHash } from 'node:crypto';
import type { Random } from '#kit/math/random.ts';
import { seededRandom } from '#kit/math/random.ts';
import { NotReady } from '../errors.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import { criteriaScore } from '../rules/ballots/criteria.ts';
import type { Scoresheet } from '../rules/ballots/scoresheet.ts';
import { isBye } from '../rules/debate.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { RoundWish } from '../round/act.ts';
import { ballotForm, emptyBallot } from '../round/ballot-form.ts';
import type { BallotForm } from '../round/ballot-form.ts';
import { submitBallot } from '../round/ballots.ts';
import { roundActs } from '../round/path.ts';
import type { RoundActName } from '../round/path.ts';
import * as debates from '../store/debates.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import { lastingStrength, madeUpCriteria, madeUpRanks, madeUpScores } from './made-up-scores.ts';

export interface Simulation {
  readonly tournament: Tournament;
  /** How many of the rounds that are not over are played. */
  readonly count: number;
  readonly actor: string;
  readonly seed: string;
}

const upToPublish = ['all-in', 'draw', 'confirm-draw', 'prioritise', 'allocate', 'allocate-rooms', 'confirm-sides', 'publish'] as const;

/** Plays the next rounds by the path that real ones take, with ballots made up so that better teams tend to win. */
export async function simulateRounds(tab: Tab, { tournament, count, actor, seed }: Simulation): Promise<void> {
  for (let played = 0; played < count; played += 1) {
    const all = await rounds.ofTournament(tab.db, tournament.id);
    const next = all.find((round) => !round.isCompleted);
    if (next === undefined) throw new NotReady('Every round is over.', 'There is nothing left to simulate.');
    await playRound(tab, { tournament, round: next, rounds: all, actor }, seed);
  }
}

/** Brings the next round to its public draw. */
export async function simulateDraw(tab: Tab, { tournament, actor }: Pick<Simulation, 'tournament' | 'actor'>): Promise<void> {
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const round = all.find((one) => !one.isCompleted);
  if (round) await publishNext(tab, { tournament, round, rounds: all, actor });
}

async function publishNext(tab: Tab, wish: RoundWish): Promise<void> {
  for (const act of upToPublish) await step(tab, wish, act);
}

async function playRound(tab: Tab, wish: RoundWish, seed: string): Promise<void> {
  await publishNext(tab, wish);
  await simulateBallots(tab, wish, seed);
  await step(tab, wish, 'complete');
}

/** Gives every debate of a published round its confirmed ballot. */
export async function simulateBallots(tab: Tab, wish: RoundWish, seed: string): Promise<void> {
  const rooms = await debates.ofRound(tab.db, wish.round.id);
  for (const debate of rooms.filter((room) => !isBye(room))) {
    const form = await ballotForm(tab, wish.tournament, debate.id);
    const random = seededRandom(`${seed} ${wish.round.seq} ${debate.roomRank} ${debate.teams.map(({ name }) => name).join(' ')}`);
    const content = madeUpBallot(form, random);
    const intent = createHash('sha256').update(`${wish.tournament.slug} ${debate.id}`).digest('hex').slice(0, 32);
    const from = { kind: 'staff', login: wish.actor } as const;
    await submitBallot(tab, { tournament: wish.tournament, debateId: debate.id, from, intent, content, isConfirming: true });
  }
}

/** Reads the round again each time: the step before has changed it. */
async function step(tab: Tab, wish: RoundWish, act: RoundActName): Promise<void> {
  const all = await rounds.ofTournament(tab.db, wish.tournament.id);
  const round = all.find((one): one is Round => one.id === wish.round.id);
  if (round) await roundActs[act].run(tab, { ...wish, round, rounds: all });
}

/** A ballot that its debate can take. Each team's strength comes from its name, so that it lasts from round to round. */
function madeUpBallot(form: BallotForm, random: Random): Ballot {
  const { rule, debate } = form;
  const empty = emptyBallot(form);
  const sides = debate.teams.map(({ name }, side) => ({ side, strength: lastingStrength(name) + random.next() }));
  const bestFirst = sides.toSorted((a, b) => b.strength - a.strength);
  const winners = rule.winner.startsWith('ticked') ? bestFirst.slice(0, rule.advancing).map(({ side }) => side) : [];
  const scores = rule.hasScores ? madeUpScores({ ...rule, hasReplies: form.positions > rule.substantives }, bestFirst, random) : [];
  const marks = byCriteria(form, scores);
  const ranks = rule.ranks === 'none' ? [] : madeUpRanks(marks.scores, rule.substantives);
  return {
    ...empty,
    speeches: withReplies(form, empty.speeches),
    sheets: empty.sheets.map((sheet) => ({ ...sheet, ...marks, ranks, winners })),
  };
}

/** The scores as they are, or each taken apart into what the speech is scored by. */
function byCriteria({ rule }: BallotForm, scores: readonly (readonly number[])[]): Pick<Scoresheet, 'scores' | 'criteria'> {
  if (rule.criteria.length === 0 || scores.length === 0) return { scores };
  const criteria = scores.map((side) => side.slice(0, rule.substantives).map((score) => madeUpCriteria(score, rule.criteria)));
  return {
    criteria,
    scores: scores.map((side, index) => side.map((score, place) => criteriaScore(criteria[index]?.[place] ?? [], rule.criteria) ?? score)),
  };
}

/** The first speaker replies. */
function withReplies({ rule, rosters }: BallotForm, speeches: Ballot['speeches']): Ballot['speeches'] {
  if (rule.reply === null) return speeches;
  return speeches.map((side, index) => [...side.slice(0, rule.substantives), { speaker: rosters[index]?.[0]?.id ?? null, isGhost: false }]);
}
