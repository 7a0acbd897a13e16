import { BadGame, BadSession, NoSuchThing } from '../errors.ts';
import type { FieldSpecs, PageDefinition, PlayableGame } from '../game/definition.ts';
import type { FieldSpec } from '../game/fields.ts';
import type { ShuffledGame } from './game-order.ts';

/** One round of one game. */
export interface SubPlace {
  /** From 1 over the whole session. */
  readonly sub: number;
  readonly playable: PlayableGame;
  /** From 1 within the game. */
  readonly round: number;
}

/** One page of one round. */
export interface PagePlace extends SubPlace {
  /** From 1 over the whole session; 0 is "not started", one past the last is "finished". */
  readonly index: number;
  readonly page: PageDefinition;
}

/** Everything a participant of a session goes through, in order. */
export interface SessionPlan {
  readonly subs: readonly SubPlace[];
  readonly pages: readonly PagePlace[];
  /** What participants and the session hold beside what every game's player holds: the project's fields, then each game's. */
  readonly fields: { readonly participant: FieldSpecs; readonly session: FieldSpecs };
  /** Games that each participant plays in an order of their own; none when everybody plays them as they stand. */
  readonly shuffled: readonly ShuffledGame[];
  /** False: players have no payoffs; games set their participants' [auto_tabulate_payoffs]. */
  readonly hasPlayerPayoffs: boolean;
}

/** Fields that a project declares for all its games. */
export interface ProjectFields {
  readonly participant: FieldSpecs;
  readonly session: FieldSpecs;
  /** The names of the session's games that come in any order. */
  readonly shuffled?: readonly string[];
  /** True when absent. */
  readonly hasPlayerPayoffs?: boolean;
}

const noFields: ProjectFields = { participant: {}, session: {} };

/** Lays games out: each game's page list is repeated for each of its rounds, game after game. */
export function sessionPlan(games: readonly PlayableGame[], project: ProjectFields = noFields): SessionPlan {
  const { shuffled = [], hasPlayerPayoffs = true } = project;
  const subs = games
    .flatMap((playable) => rounds(playable).map((round) => ({ playable, round })))
    .map((place, at) => ({ ...place, sub: at + 1 }));
  const pages = subs
    .flatMap((place) => place.playable.pages.map((page) => ({ ...place, page })))
    .map((place, at) => ({ ...place, index: at + 1 }));
  const fields = {
    participant: mergedFields(games, 'participant', project.participant),
    session: mergedFields(games, 'session', project.session),
  };
  return { subs, pages, fields, shuffled: shuffled.map((name) => pagesOf(name, pages)), hasPlayerPayoffs };
}

function pagesOf(name: string, pages: readonly PagePlace[]): ShuffledGame {
  const own = pages.filter(({ playable }) => playable.game.name === name);
  return { name, first: own[0]?.index ?? 0, last: own.at(-1)?.index ?? 0 };
}

/** Two games that name the same field share it, so they must agree on its kind. */
function mergedFields(games: readonly PlayableGame[], owner: 'participant' | 'session', first: FieldSpecs): FieldSpecs {
  const merged: Record<string, FieldSpec> = { ...first };
  for (const { game } of games) {
    for (const [name, spec] of Object.entries(game.fields[owner])) {
      const known = (merged[name] ??= spec);
      if (known.kind !== spec.kind)
        throw new BadGame(game.name, `its ${owner} field ${name} is ${spec.kind}, but elsewhere it is ${known.kind}`);
    }
  }
  return merged;
}

function rounds(playable: PlayableGame): number[] {
  return Array.from({ length: playable.game.rounds }, (_, at) => at + 1);
}

/** The page at an index, or null before the first and past the last. */
export function pageAt(plan: SessionPlan, index: number): PagePlace | null {
  return plan.pages[index - 1] ?? null;
}

/** The round with this position in the session. */
export function subAt(plan: SessionPlan, sub: number): SubPlace {
  const place = plan.subs[sub - 1];
  if (!place) throw new NoSuchThing(`The session has ${plan.subs.length} rounds in all; there is no number ${sub}.`);
  return place;
}

/** The subsession of another round of the same game. Throws when the game has no such round. */
export function subOfRound(plan: SessionPlan, from: number, round: number): number {
  const { playable, round: here } = subAt(plan, from);
  const { name, rounds: count } = playable.game;
  if (!(Number.isInteger(round) && round >= 1 && round <= count))
    throw new NoSuchThing(`${name} has rounds 1 to ${count}; there is no round ${round}.`);
  return from - here + round;
}

/** A session's number of participants must be a multiple of this: the least common multiple of all fixed group sizes. */
export function headcountStep(games: readonly PlayableGame[]): number {
  return games.reduce((step, { game }) => leastCommonMultiple(step, game.groupSize ?? 1), 1);
}

/** Throws unless this many people can be grouped. */
export function checkHeadcount(games: readonly PlayableGame[], participants: number): void {
  const step = headcountStep(games);
  if (Number.isInteger(participants) && participants >= 1 && participants % step === 0) return;
  const rule = step === 1 ? 'a whole number from 1' : `a multiple of ${step}, because people play in groups`;
  throw new BadSession('num_participants', `The number of participants must be ${rule}; it is ${participants}.`);
}

/** A mark that changes when pages or rounds are added, removed or moved: a session made before must not be played with them. */
export function fingerprint(plan: SessionPlan): string {
  return plan.subs
    .map(({ playable, round }) => `${playable.game.name}/${round}:${playable.pages.map(({ name }) => name).join(',')}`)
    .join(';');
}

function leastCommonMultiple(a: number, b: number): number {
  let [big, small] = [a, b];
  while (small > 0) [big, small] = [small, big % small];
  return (a / big) * b;
}
