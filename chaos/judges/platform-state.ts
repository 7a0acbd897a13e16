import type { Installation } from '../../accept/installation.ts';
import { ask } from '../../accept/load.ts';
import { connectClient, localAddress } from '../../platform/client.ts';
import type { Dyno, Release } from '../../platform/rules/resources.ts';
import { dynoProcesses } from '../faults/platform-parts.ts';

/** What the operator has asked for. */
export interface Wanted {
  /** Which code, as the app itself says it. */
  readonly version: string;
  /** The config var MARK. */
  readonly mark: string;
  readonly quantity: number;
}

/** What is there: what the platform says, what the processes say, and what on it does not fit together. */
export interface Reality {
  readonly wanted: Wanted | null;
  readonly release: number;
  readonly dynos: readonly Dyno[];
  readonly faults: readonly string[];
}

/** Looks at an app from all sides (STA-04): the dynos that are listed, their processes, their answers, and the list of releases. */
export async function lookAt(house: Installation, app: string): Promise<Reality> {
  const platform = connectClient(localAddress(house.home)); // a command a look would take most of a row's time
  const [dynos, releases] = await Promise.all([platform.dynos(app), platform.releases(app)]);
  const current = releases.filter((release) => release.current);
  const answers = await Promise.all(dynos.map(({ port }) => answerOf({ port: port ?? 0, host: `${app}.localhost` })));
  const throughRouter = await answerOf({ port: house.port, host: `${app}.localhost` });
  const faults = [
    ...releaseFaults(releases),
    ...dynos.flatMap((dyno) => dynoFaults(dyno, current[0]?.version ?? 0)),
    ...processFaults(dynos, dynoProcesses(house.home)),
    ...answers.flatMap((answer, i) => (answer === throughRouter ? [] : [`${dynos[i]?.name} says ${answer}, the router ${throughRouter}`])),
  ];
  return { wanted: wantedOf(throughRouter, dynos.length), release: current[0]?.version ?? 0, dynos, faults };
}

/** The ledger of releases: each number once, without a gap, one of them current, none undecided. */
function releaseFaults(releases: readonly Release[]): string[] {
  const numbers = releases.map(({ version }) => version).toSorted((a, b) => a - b);
  const current = releases.filter((release) => release.current);
  return [
    ...(numbers.every((version, index) => version === index + 1) ? [] : [`releases are ${numbers.join(', ')}`]),
    ...(current.length === 1 ? [] : [`${current.length} releases are current`]),
    ...releases.filter(({ status }) => status === 'pending').map(({ version }) => `v${version} is neither made nor failed`),
  ];
}

function dynoFaults(dyno: Dyno, release: number): string[] {
  return [
    ...(dyno.state === 'up' ? [] : [`${dyno.name} is ${dyno.state}`]),
    ...(dyno.release === release ? [] : [`${dyno.name} runs v${dyno.release}, current is v${release}`]),
  ];
}

/** No dyno without its process, no process without its dyno. */
function processFaults(dynos: readonly Dyno[], processes: ReadonlyMap<number, string>): string[] {
  const known = new Set(dynos.map(({ id }) => id));
  return [
    ...dynos.filter(({ pid, id }) => pid === null || processes.get(pid) !== id).map(({ name, pid }) => `${name} has no process ${pid}`),
    ...[...processes].filter(([, id]) => !known.has(id)).map(([pid, id]) => `process ${pid} is an orphan of dyno ${id}`),
  ];
}

const answerOf = async (at: { readonly port: number; readonly host: string }): Promise<string> => {
  const { status, body, fault } = await ask({ ...at, path: '/' });
  return status === 200 ? body : `status ${status} ${fault}`.trim();
};

function wantedOf(answer: string, quantity: number): Wanted | null {
  if (!answer.startsWith('{')) return null;
  const { version, mark }: { version: string; mark: string } = JSON.parse(answer);
  return { version, mark, quantity };
}
