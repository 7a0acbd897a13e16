import { seededRandom } from '#kit/math/random.ts';
import { callAuthor, type Callback } from '../game/definition.ts';
import type { ParticipantRow } from '../game/objects/rows.ts';
import type { Posted } from '../rules/form.ts';
import { drawnSet } from '../rules/drawn-set.ts';
import { randomValue } from '../rules/random-value.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { contextAt, type Visit } from './load-visit.ts';
import { askedForm, type AskedForm } from './read-form.ts';

/** Under which name a participant's data count the pages that timed out in a row. No declared field has a colon in its name. */
const timeoutsKey = 'timeouts:';

/** Counts a page that timed out; when it was one too many in a row, the participant no longer takes part. */
export function countTimeout({ objects, row }: Visit, { playable }: PagePlace, timedOut: boolean): void {
  const { timeouts } = playable.game.dropout;
  const person = row.seat.participant;
  if (timeouts === null || (!timedOut && person.data[timeoutsKey] === undefined)) return;
  const count = timedOut ? Number(person.data[timeoutsKey] ?? 0) + 1 : 0;
  const change = objects.world.changes.ofParticipant(person);
  change.patch[timeoutsKey] = count;
  if (count < timeouts || person.status === 'dropout') return;
  change.status = 'dropout';
  person.status = 'dropout';
}

/** Their pages are sent without them: they are gone, or a bot sits there. */
export function playsItself({ status, isBot }: Pick<ParticipantRow, 'status' | 'isBot'>): boolean {
  return status === 'dropout' || isBot;
}

type Answers = { readonly posted: Posted; readonly timedOut: boolean };

/** What the page of somebody who is gone, or of a bot, is sent with: one after the other until the game takes one. */
export function* answersFor(visit: Visit, place: AskedForm['place']): Generator<Answers> {
  const { isBot } = visit.row.seat.participant;
  const { autoplay, dropout } = place.playable.game;
  if (autoplay && (isBot || dropout.instead === 'bot')) yield { posted: posted(played(visit, place, autoplay)), timedOut: false };
  else if (isBot) yield* drawnAnswers(visit, place);
  yield { posted: {}, timedOut: true }; // a bot may not know the rules
}

function played(visit: Visit, place: PagePlace, autoplay: Callback<object>): object {
  return callAuthor(autoplay, contextAt(visit, { place, callback: 'autoplay', extra: { page: place.page.name } }));
}

/** So often does chance try to fill in a page. */
const mostDraws = 20;

/** Where a game does not say how it is played, chance does, as the page's bounds and choices allow. */
function* drawnAnswers(visit: Visit, place: AskedForm['place']): Generator<Answers> {
  const { fields } = askedForm(visit, place);
  const random = seededRandom(`${visit.session.facts.seed}/${place.index}/bot ${visit.row.seat.participant.number}`);
  for (let draw = 0; draw < mostDraws; draw += 1) {
    const chance = (): number => random.next();
    const alone = Object.fromEntries(fields.map(({ name, spec }) => [name, randomValue(spec, chance)]));
    const sets = [...new Set(fields.flatMap(({ spec: { set } }) => set ?? []))].map((set) => drawnSet(set, chance));
    yield { posted: posted(Object.assign(alone, ...sets)), timedOut: false };
  }
}

function posted(answers: object): Posted {
  const values = Object.entries(answers).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(values.map(([name, value]) => [name, typed(value)]));
}

/** As a form sends it. */
function typed(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}
