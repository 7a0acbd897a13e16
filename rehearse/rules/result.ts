import { advice, type Advice, type Scaling, type Situation } from './advice.ts';
import { bottlenecks, fills, type Bottleneck, type Fill, type House } from './bottleneck.ts';
import { breakageWords } from './breakage.ts';
import { card, type Card } from './card.ts';
import { knee, type Knee } from './knee.ts';
import type { Level } from './level.ts';
import { outcome, outcomeWords, type Outcome } from './outcome.ts';
import type { Formation, RehearsalPlan } from './plan-file.ts';
import { firstFail, holds, plateau } from './staircase.ts';

/** A size that was tried with the people who are expected, or whose curve was measured. */
export interface Option {
  readonly formation: Formation;
  readonly people: number;
  readonly fits: boolean;
  readonly why: string;
}

/** What has to be right beside speed (REH-11). */
export interface Check {
  readonly isRight: boolean;
  /** `A backup was made and put back on trial` */
  readonly what: string;
  readonly detail: string;
}

/** What was played. */
export interface Played {
  readonly plan: RehearsalPlan;
  readonly curve: readonly Level[];
  readonly confirm: Level | null;
  readonly scaling: Scaling | null;
  readonly options: readonly Option[];
  /** Of the formation that was advised; null: it was not tried. */
  readonly advised: Level | null;
  readonly stopped: string | null;
  /** With parts broken on purpose. */
  readonly broken: Level | null;
  readonly checks: readonly Check[];
}

/** Where it was played. */
export interface Setting extends Pick<Situation, 'app' | 'present' | 'runsAlone' | 'upgrades'>, House {
  readonly id: string;
  readonly target: string;
  readonly release: number | null;
  readonly startedAt: string;
  readonly endedAt: string;
  /** What a formation costs an hour, by each price book that knows all its sizes. */
  readonly hourly: (formation: Readonly<Record<string, string>>) => readonly Cost[];
}

/** `{book: 'Rostra', hourly: '$0.0694'}` */
export interface Cost {
  readonly book: string;
  readonly hourly: string;
}

/** `result.json`, schema 1 (REH-10, Annex E). */
export interface RehearsalResult {
  readonly schema: 1;
  readonly id: string;
  readonly app: string;
  readonly target: string;
  readonly release: number | null;
  readonly where: RehearsalPlan['where'];
  readonly startedAt: string;
  readonly endedAt: string;
  readonly seed: string;
  readonly verdict: Outcome['verdict'];
  readonly atPeople: number;
  readonly of: number;
  readonly margin: number | null;
  readonly reason: string | null;
  /** `FAIL at 84 of 120: …` */
  readonly words: string;
  /** `Your event holds 84 people at once. You expect 120.` */
  readonly headline: string;
  /** The most that were answered. */
  readonly perSecond: number;
  /** Null when no level said anything. */
  readonly knee: Knee | null;
  readonly slo: RehearsalPlan['slo'];
  readonly bottleneck: Bottleneck | null;
  readonly second: Bottleneck | null;
  readonly recommend: Recommendation;
  readonly formation: Readonly<Record<string, string>>;
  readonly levels: readonly Level[];
  readonly confirm: Level | null;
  readonly broken: Level | null;
  readonly scaling: Scaling | null;
  readonly options: readonly OptionWords[];
  readonly fills: readonly Fill[];
  readonly met: readonly Met[];
  readonly card: Card;
}

export interface Recommendation {
  /** `{"web": "2:standard-1x"}`; null: another number of dynos changes nothing. */
  readonly formation: Readonly<Record<string, string>> | null;
  readonly perDyno: number | null;
  readonly sentences: readonly string[];
  readonly command: string | null;
  /** It was played at that formation, and held. */
  readonly isConfirmed: boolean;
  /** Of that formation, or of the present one where another changes nothing. */
  readonly costs: readonly Cost[];
}

export interface OptionWords {
  readonly formation: Readonly<Record<string, string>>;
  readonly people: number;
  readonly fits: boolean;
  readonly why: string;
}

/** Something that the bots met. */
export interface Met {
  readonly mark: 'ok' | 'late';
  readonly what: string;
  readonly detail: string;
}

/** What was played, judged. */
export function resultOf(played: Played, setting: Setting): RehearsalResult {
  const { plan, curve, confirm, scaling, stopped } = played;
  const broken = played.broken === null ? null : { level: played.broken, words: breakageWords(plan.chaos) };
  const came = outcome({ people: plan.people, curve, confirm, broken, stopped });
  const [bottleneck = null, second = null] = bottlenecks(curve, setting);
  const held = holds(curve);
  const advised = adviceFor(played, setting, bottleneck);
  const { app, present } = setting;
  const [usual, perSecond] = [levelNear(curve, plan.people), plateau(curve)];
  return {
    schema: 1,
    ...placeOf(setting),
    where: plan.where,
    seed: plan.seed,
    ...verdictOf(came, plan.people),
    perSecond,
    knee: stopped === null ? knee(curve, plan.levels) : null,
    slo: plan.slo,
    bottleneck,
    second,
    recommend: { ...recommended(played, advised, came), costs: setting.hourly(formationWords(advised.formation ?? present)) },
    formation: formationWords(present),
    levels: curve,
    confirm,
    broken: played.broken,
    scaling,
    options: played.options.map((option) => ({ ...option, formation: formationWords(option.formation) })),
    fills: usual === null ? [] : fills(firstFail(curve) ?? usual),
    met: metBy(played, usual),
    card: card({ app, people: plan.people, holds: held, perSecond, slo: plan.slo, usual, bottleneck, advice: advised }),
  };
}

function placeOf({ id, app, target, release, startedAt, endedAt }: Setting) {
  return { id, app, target, release, startedAt, endedAt };
}

function verdictOf(came: Outcome, people: number) {
  return {
    verdict: came.verdict,
    atPeople: came.atPeople,
    of: people,
    margin: came.verdict === 'PASS' ? Math.round(came.margin * 100) / 100 : null,
    reason: came.verdict === 'PASS' ? null : came.reason,
    words: outcomeWords(came, people),
    headline: headline(came, people),
  };
}

function recommended(
  { advised }: Played,
  { formation, perDyno, sentences, command }: Advice,
  { verdict }: Outcome,
): Omit<Recommendation, 'costs'> {
  const isConfirmed = advised?.verdict === 'pass' || (verdict === 'PASS' && command === null);
  return { formation: formation === null ? null : formationWords(formation), perDyno, sentences, command, isConfirmed };
}

/** What would be advised after this much has been played. */
export function adviceFor(
  { plan, curve, scaling }: Pick<Played, 'plan' | 'curve' | 'scaling'>,
  setting: Setting,
  bottleneck: Bottleneck | null,
): Advice {
  const dynos = Math.max(1, curve.at(-1)?.evidence.dynos ?? 1);
  return advice({ ...setting, people: plan.people, holds: holds(curve), dynos, bottleneck, scaling, p95Ms: plan.slo.p95Ms });
}

/** `{"web": "2:standard-1x"}` */
export function formationWords(formation: Formation): Record<string, string> {
  return Object.fromEntries(
    Object.entries(formation).map(([type, { quantity, size }]) => [type, size === undefined ? String(quantity) : `${quantity}:${size}`]),
  );
}

function headline(came: Outcome, people: number): string {
  const many = came.atPeople.toLocaleString('en');
  if (came.verdict === 'INVALID') return 'This rehearsal says nothing yet.';
  if (came.atPeople === 0) return `Not even the smallest crowd got through. You expect ${people.toLocaleString('en')} people.`;
  return `Your event holds ${many} people at once. You expect ${people.toLocaleString('en')}.`;
}

/** As it will be on the day: the level with about as many people that was as it should be, or any. */
function levelNear(curve: readonly Level[], people: number): Level | null {
  const near = curve.toSorted((a, b) => Math.abs(a.people - people) - Math.abs(b.people - people));
  return near.find(({ verdict }) => verdict === 'pass') ?? near[0] ?? null;
}

function metBy({ plan, curve, confirm, advised, broken, checks }: Played, usual: Level | null): Met[] {
  const all = [...curve, confirm, advised].filter((level) => level !== null);
  const requests = all.reduce((sum, level) => sum + level.requests, 0);
  const most = Math.max(0, ...all.map(({ people }) => people));
  return [
    { mark: 'ok', what: `${requests.toLocaleString('en')} requests in ${all.length} levels`, detail: `with up to ${most} people` },
    ...(usual === null ? [] : [...throughToTheEnd(usual), ...slowestRoute(usual), ...whatFailed(usual)]),
    ...(broken === null ? [] : [metBroken(broken, breakageWords(plan.chaos))]),
    ...checks.map(({ isRight, what, detail }): Met => ({ mark: isRight ? 'ok' : 'late', what, detail })),
    busyBots(all),
  ];
}

function metBroken(level: Level, words: string): Met {
  const detail = level.verdict === 'pass' ? 'and nobody felt it' : level.why;
  return { mark: level.verdict === 'pass' ? 'ok' : 'late', what: `With ${level.people} people ${words}`, detail };
}

function throughToTheEnd({ finished, people }: Level): Met[] {
  if (finished === null) return [];
  const mark = finished === people ? 'ok' : 'late';
  return [{ mark, what: `${finished} of ${people} came to the end`, detail: 'and what they gave was looked for in the export' }];
}

function slowestRoute({ routes }: Level): Met[] {
  const [slow] = Object.entries(routes).toSorted(([, a], [, b]) => (b.p95 ?? 0) - (a.p95 ?? 0));
  return slow === undefined
    ? []
    : [{ mark: 'ok', what: `${slow[0]} was the slowest`, detail: `95 of 100 within ${Math.round(slow[1].p95 ?? 0)} ms` }];
}

function whatFailed({ failures, people }: Level): Met[] {
  return Object.entries(failures)
    .slice(0, 3)
    .map(([what, times]) => ({ mark: 'late', what, detail: `${times} times with ${people} people` }));
}

function busyBots(all: readonly Level[]): Met {
  const most = (of: (bots: Level['generator']) => number): number => Math.max(0, ...all.map(({ generator }) => of(generator)));
  const [share, lateMs] = [most(({ cpuPercent }) => cpuPercent), most(({ loopDelayP99Ms }) => loopDelayP99Ms)];
  return {
    mark: 'ok',
    what: `The bots took up to ${share} % of a processor and were up to ${lateMs} ms late`,
    detail: 'a level that this may have decided does not count',
  };
}
