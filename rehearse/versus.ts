import type { LoadReport } from './load-report.ts';
import { shownMs, type Groups, type Moments } from './trace.ts';

/** Seconds. */
export interface ServerCpu {
  readonly web: number;
  readonly postgres: number;
}

/** One version of a game, played. */
export interface VersionRun {
  readonly report: LoadReport;
  /** Seconds that the web processes and the database computed meanwhile. */
  readonly cpu: ServerCpu;
  /** What they compute in a second when nobody is there; it is left out. */
  readonly idle: ServerCpu;
  readonly people: ReadonlyMap<string, Moments>;
  /** To live pages, taken or not. */
  readonly messages: number;
  readonly groups: Groups;
  /** Of the machine. */
  readonly cores: number;
}

/** What a decision costs in one version of a game. Milliseconds where the name says nothing else. */
export interface VersionFigures {
  readonly game: string;
  readonly asked: number;
  readonly finished: number;
  readonly failed: number;
  readonly decisions: number;
  readonly secondsADecision: number;
  readonly requestsPerSecond: number;
  readonly messagesPerSecond: number;
  /** Of the server, a decision. */
  readonly webCpu: number;
  readonly postgresCpu: number;
  readonly cpu: number;
  /** From the last decision of a group until all of it see what came of it; null where nobody decides with others. */
  readonly shownP50: number | null;
  readonly shownP95: number | null;
  /** Of a page that is sent; null when none is. */
  readonly submitP95: number | null;
  /** Of the machine. */
  readonly cores: number;
}

/** The share of a machine that may be used before people notice it. */
const usable = 0.7;

/** What a run says of its version. */
export function figuresOf({ report, cpu, idle, people, messages, groups, cores }: VersionRun): VersionFigures {
  const decisions = [...people.values()].reduce((sum, { decided }) => sum + decided.length, 0);
  const each = Math.max(1, decisions);
  const secondsADecision = (report.seconds * report.asked) / each;
  const webCpu = Math.max(0, cpu.web - idle.web * report.seconds) / each;
  const postgresCpu = Math.max(0, cpu.postgres - idle.postgres * report.seconds) / each;
  const shown = shownMs(people, groups);
  return {
    game: report.game,
    asked: report.asked,
    finished: report.finished,
    failed: report.failed,
    decisions,
    secondsADecision: rounded(secondsADecision),
    requestsPerSecond: rounded(report.requests / report.seconds),
    messagesPerSecond: rounded(messages / report.seconds),
    webCpu: rounded(1_000 * webCpu),
    postgresCpu: rounded(1_000 * postgresCpu),
    cpu: rounded(1_000 * (webCpu + postgresCpu)),
    shownP50: percentile(shown, 0.5),
    shownP95: percentile(shown, 0.95),
    submitP95: report.submitMs.p95,
    cores,
  };
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function percentile(sorted: readonly number[], share: number): number | null {
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return found === undefined ? null : Math.round(found * 10) / 10;
}

/** Bounds of the lab specification (15.3): until a partner sees what was decided, by pages and by messages; and of a page that is sent. */
const bounds = { released: 400, message: 60, submit: 200 };

/** How many people each holds at the same pace, that of the slower one, with three tenths of the machine to spare. */
export function holds(a: VersionFigures, b: VersionFigures): readonly [number, number] {
  const pace = Math.max(a.secondsADecision, b.secondsADecision);
  const of = ({ cpu, cores }: VersionFigures): number => Math.round((usable * cores * pace) / (Math.max(cpu, 0.01) / 1_000));
  return [of(a), of(b)];
}

/** Both versions side by side, and one sentence that says which to take. */
export function versusLines(a: VersionFigures, b: VersionFigures): string[] {
  const row = (name: string, of: (one: VersionFigures) => string): string =>
    `  ${name.padEnd(34)}${of(a).padStart(nameWidth(a, b))}${of(b).padStart(nameWidth(a, b))}`;
  return [
    row('', ({ game }) => game),
    row('people who finished', ({ finished, asked }) => `${finished} of ${asked}`),
    row('decisions', ({ decisions }) => `${decisions}`),
    row('one each', ({ secondsADecision }) => `${secondsADecision} s`),
    row('requests a second', ({ requestsPerSecond }) => `${requestsPerSecond}`),
    row('messages a second', ({ messagesPerSecond }) => `${messagesPerSecond}`),
    row('server CPU for a decision', ({ cpu }) => `${cpu} ms`),
    row('  of it the web processes', ({ webCpu }) => `${webCpu} ms`),
    row('  of it Postgres', ({ postgresCpu }) => `${postgresCpu} ms`),
    row('until the partner sees it, p50', ({ shownP50 }) => inMs(shownP50)),
    row('until the partner sees it, p95', ({ shownP95 }) => inMs(shownP95)),
    row('  budget', (one) => judged(one.shownP95, isLive(one) ? bounds.message : bounds.released)),
    row('until a sent page is there, p95', ({ submitP95 }) => inMs(submitP95)),
    row('  budget', ({ submitP95 }) => judged(submitP95, bounds.submit)),
    row(`people at ${Math.max(a.secondsADecision, b.secondsADecision)} s a decision`, (one) => `about ${holds(a, b)[one === a ? 0 : 1]}`),
    '',
    verdict(a, b),
  ];
}

const nameWidth = (a: VersionFigures, b: VersionFigures): number => Math.max(18, a.game.length + 2, b.game.length + 2);
const isLive = ({ messagesPerSecond }: VersionFigures): boolean => messagesPerSecond > 0;
const inMs = (ms: number | null): string => (ms === null ? '–' : `${ms} ms`);
const judged = (ms: number | null, bound: number): string => (ms === null ? '–' : `${ms <= bound ? 'within' : 'over'} ${bound} ms`);

/** `prisoner_live needs 1/7 of the server’s CPU that prisoner_rounds needs for a decision, so the same machine holds about 900 people instead of 130.` */
export function verdict(a: VersionFigures, b: VersionFigures): string {
  const broken = [a, b].find((one) => one.finished < one.asked || one.failed > 0);
  if (broken)
    return `Nothing can be said: in ${broken.game} ${broken.asked - broken.finished} people did not finish, and ${broken.failed} things failed.`;
  if (a.decisions === 0 || b.decisions === 0)
    return `Nothing can be said: nobody decided anything in ${a.decisions === 0 ? a.game : b.game}.`;
  const [less, more] = a.cpu <= b.cpu ? [a, b] : [b, a];
  const [many, few] = holds(less, more);
  const times = more.cpu / Math.max(less.cpu, 0.01);
  if (times < 1.2) return `${a.game} and ${b.game} need about the same: take the one that people find easier.`;
  return `${less.game} needs 1/${Math.round(times * 10) / 10} of the server’s CPU that ${more.game} needs for a decision, so this machine holds about ${many} people with it instead of ${few}.`;
}
