import type { Bottleneck, BottleneckKind } from './bottleneck.ts';
import type { Formation } from './plan-file.ts';

/** What twice the dynos did. */
export interface Scaling {
  readonly before: { readonly dynos: number; readonly perSecond: number };
  readonly after: { readonly dynos: number; readonly perSecond: number };
}

/** Of an add-on: the next plan with more room. */
export interface Upgrade {
  readonly plan: string;
  readonly connections: number | null;
}

export interface Situation {
  /** Who are expected. */
  readonly people: number;
  readonly holds: number;
  readonly dynos: number;
  readonly present: Formation;
  readonly bottleneck: Bottleneck | null;
  /** Null: it was not tried. */
  readonly scaling: Scaling | null;
  /** The framework allows one web dyno (F10). */
  readonly runsAlone: boolean;
  readonly upgrades: Readonly<Record<string, Upgrade>>;
  readonly app: string;
  /** What 95 of 100 pages may take, in milliseconds. */
  readonly p95Ms: number;
}

/** What to buy, and what would be bought for nothing. */
export interface Advice {
  /** Null: another number of dynos changes nothing. */
  readonly formation: Formation | null;
  /** People per web dyno that can be relied on; null where dynos do not add up. */
  readonly perDyno: number | null;
  readonly sentences: readonly string[];
  /** A command line that does it; null when it takes a change of the app. */
  readonly command: string | null;
}

/** Nobody counts on the last person who fitted. */
const safety = 0.7;
/** More people come than said so. */
const headroom = 1.2;
/** Twice the dynos that do less than half of what they should are no help. */
const leastSlope = 0.5;

/** REH-09. */
export function advice(situation: Situation): Advice {
  const { people, holds, dynos, present, bottleneck } = situation;
  const perDyno = Math.floor((holds / Math.max(1, dynos)) * safety);
  if (holds >= people * headroom) return { formation: present, perDyno, sentences: enough(situation), command: null };
  if (bottleneck === null || bottleneck.kind === 'generator') return unknown(situation);
  if (bottleneck.kind === 'single-process-lock') return lockAdvice(bottleneck, situation);
  const why = whyNotMore(situation);
  if (why !== null)
    return {
      formation: null,
      perDyno: null,
      sentences: [why, remedies[bottleneck.kind](bottleneck, situation)],
      command: commandOf(bottleneck, situation),
    };
  if (perDyno < 1)
    return { formation: null, perDyno: null, sentences: [tooSlow, remedies[bottleneck.kind](bottleneck, situation)], command: null };
  const quantity = Math.max(dynos + 1, Math.ceil((people * headroom) / perDyno));
  const sentence = `${quantity} web dynos for ${people} people: each holds ${perDyno}, a third less than was measured, and there is room for a fifth more.`;
  return {
    formation: { ...present, web: { ...present['web'], quantity } },
    perDyno,
    sentences: [sentence, scaledWords(situation.scaling), ...growsByItself(situation, quantity)],
    command: `rostra ps:scale web=${quantity} --app ${situation.app}`,
  };
}

/** What is locked in one process is not locked in another: more of them are quick, and wrong unless they share nothing. */
function lockAdvice(bottleneck: Bottleneck, situation: Situation): Advice {
  const { people, holds, dynos, scaling, app } = situation;
  const measured = whyNotMore(situation);
  const perDyno = Math.floor((holds / dynos) * safety);
  const quantity = Math.ceil((people * headroom) / Math.max(1, perDyno));
  const own =
    scaling === null || measured !== null
      ? []
      : [
          `${scaling.after.dynos} dynos did answer ${rate(scaling.after.perSecond)} instead of ${rate(scaling.before.perSecond)}, each with a lock of its own: right only if they need not agree about what it guards. Then ${quantity} would do: rostra ps:scale web=${quantity} --app ${app}`,
        ];
  const why = measured ?? "More dynos won't help: whoever waits for the same lock still comes one after another.";
  return { formation: null, perDyno: null, sentences: [why, remedies[bottleneck.kind](bottleneck, situation), ...own], command: null };
}

/** Between those expected and a fifth more nothing gave way, or nothing is known. */
function unknown(situation: Situation): Advice {
  const { people, holds, present, bottleneck } = situation;
  if (holds >= people) return { formation: present, perDyno: null, sentences: ['Leave it as it is.'], command: null };
  const elsewhere = bottleneck === null ? [] : [remedies.generator(bottleneck, situation)];
  return { formation: null, perDyno: null, sentences: [nothingYet, ...elsewhere], command: null };
}

const nothingYet = 'Nothing can be advised before it is known how many people it holds.';
const tooSlow = 'Not even one person per dyno was served as promised, so more dynos are no answer yet.';

/** How much more twice the dynos did, of what they could: 0 nothing, 1 twice as much. */
export function slope({ before, after }: Scaling): number {
  return (after.perSecond / before.perSecond - 1) / (after.dynos / before.dynos - 1);
}

function enough(situation: Situation): string[] {
  const { people, holds, dynos, bottleneck, app } = situation;
  const margin = Math.round((holds / people - 1) * 100);
  const leave = `Leave it as it is: there is room for ${margin.toLocaleString('en')} % more people.`;
  const perDyno = Math.floor((holds / dynos) * safety);
  const fewer = Math.ceil((people * headroom) / Math.max(1, perDyno));
  if (bottleneck === null) return [leave];
  const remedy = remedies[bottleneck.kind](bottleneck, situation);
  if (bottleneck.kind === 'generator') return [leave, remedy];
  if (bottleneck.kind !== 'dyno-cpu' || fewer >= dynos)
    return [leave, `Should more come than it holds: ${remedy.charAt(0).toLowerCase()}${remedy.slice(1)}`];
  const words = `By these figures ${fewer} web ${fewer === 1 ? 'dyno' : 'dynos'} would do, with nobody to step in when one restarts`;
  return [leave, `${words}: rostra ps:scale web=${fewer} --app ${app}`];
}

/** Instead of that many from the start. */
function growsByItself({ dynos, p95Ms, app }: Situation, quantity: number): string[] {
  const early = Math.round(p95Ms / 2);
  return [
    `Or let it grow by itself on the day: rostra ps:autoscale:enable --min ${dynos} --max ${quantity} --p95 ${early} --until 10h --app ${app}`,
  ];
}

/** A sentence that says that, and why, more dynos will not help; null when they will. */
function whyNotMore({ bottleneck, scaling, runsAlone }: Situation): string | null {
  if (runsAlone)
    return "More dynos won't help: this app keeps its lock and its live connections in one process, and a second one would break it.";
  if (bottleneck !== null && shared.includes(bottleneck.kind)) return `More dynos won't help: they would share what is full already.`;
  if (scaling === null || slope(scaling) >= leastSlope) return null;
  const { before, after } = scaling;
  return `More dynos won't help: ${after.dynos} answered ${rate(after.perSecond)} where ${before.dynos} answered ${rate(before.perSecond)}.`;
}

const rate = (perSecond: number): string => `${Math.round(perSecond * 10) / 10} requests a second`;

function scaledWords(scaling: Scaling | null): string {
  if (scaling === null) return 'Whether twice the dynos do twice as much was not tried.';
  return `That more dynos help was measured: ${scaling.after.dynos} answered ${rate(scaling.after.perSecond)} where ${scaling.before.dynos} answered ${rate(scaling.before.perSecond)}.`;
}

/** Things that all dynos of an app, or of a machine, have in common. */
const shared: readonly BottleneckKind[] = ['postgres-connections', 'postgres-locks', 'postgres-time', 'redis', 'machine'];

type Remedy = (bottleneck: Bottleneck, situation: Situation) => string;

const upgradeWords: Remedy = ({ addon, title }, { upgrades }) => {
  const upgrade = addon === null ? undefined : upgrades[addon];
  if (upgrade === undefined) return `${title}: take a bigger plan, or let fewer processes keep a connection.`;
  return `Take the plan ${upgrade.plan} for ${addon}: it allows ${upgrade.connections ?? 'any number of'} connections.`;
};

const remedies: Readonly<Record<BottleneckKind, Remedy>> = {
  generator: () => 'To learn where it gives way, let the bots run on another machine: rostra rehearse run --host … --token … from there.',
  'cache-stampede': () => 'Let the router keep the page: Cache-Control with s-maxage, or a cache rule.',
  'dyno-cpu': () => 'A faster processor helps: a size with a processor of its own, or a bigger machine.',
  machine: () => 'A bigger machine is what helps, or a second one for the bots.',
  'single-process-lock': ({ evidence }) =>
    `Nor will a bigger dyno. What is locked has to take less than ${Math.round(evidence['ownTimeMs'] ?? 0)} ms, be needed by fewer requests, or be asked for less often.`,
  memory: () => 'Take the next size, with more memory.',
  'postgres-connections': upgradeWords,
  'postgres-locks': () => 'Look at what holds the lock: rostra pg:ps. Shorter transactions help.',
  'postgres-time': () =>
    'Look at what takes it so long: the slowest statements on the Metrics page. An index, or fewer questions a page, help most.',
  redis: upgradeWords,
  external: () => 'Find out what the slowest page waits for: rostra logs, or the slowest routes on the Metrics page.',
};

function commandOf({ addon }: Bottleneck, { upgrades, app }: Situation): string | null {
  const upgrade = addon === null ? undefined : upgrades[addon];
  return upgrade === undefined ? null : `rostra addons:upgrade ${addon} ${upgrade.plan} --app ${app}`;
}
