import { Agent, request } from 'undici';

/** What a crowd of readers saw of a draw. */
export interface Reading {
  readonly reads: number;
  readonly seconds: number;
  /** Milliseconds, sorted. */
  readonly times: readonly number[];
  /** In words; empty when nobody saw a half, went back, or saw two pages of one version. */
  readonly faults: readonly string[];
  /** The versions seen. */
  readonly versions: number;
}

export interface Crowd {
  /** The processes; each read goes to another one. */
  readonly origins: readonly string[];
  readonly path: string;
  readonly readers: number;
  /** Reads a second of all readers together; as fast as they can unless said. */
  readonly perSecond?: number;
  /** How many teams the whole draw has. */
  readonly teams: number;
  readonly until: Promise<unknown>;
}

/** For tests and benchmarks: reads a draw page from all processes in turn, and looks at every answer. */
export async function readDraw(crowd: Crowd): Promise<Reading> {
  const agent = new Agent({ connections: crowd.readers, pipelining: 1 });
  const seen = new Map<number, string>();
  const times: number[] = [];
  const faults = new Set<string>();
  const started = performance.now();
  const over = new AbortController();
  void crowd.until.finally(() => over.abort());
  const read = async (reader: number): Promise<void> => {
    let newest = 0;
    for (let turn = reader; !over.signal.aborted; turn += 1) {
      const dueMs = crowd.perSecond === undefined ? 0 : ((times.length + 1) * 1000) / crowd.perSecond;
      await untilTime(started + dueMs);
      const askedAt = performance.now();
      const answer = await request(`${crowd.origins[turn % crowd.origins.length]}${crowd.path}`, { dispatcher: agent });
      const page = await answer.body.text();
      times.push(performance.now() - askedAt);
      const version = Number(/live\?version=(\d+)/.exec(page)?.[1]);
      for (const fault of faultsOf(page, { version, newest, status: answer.statusCode, teams: crowd.teams })) faults.add(fault);
      newest = Math.max(newest, version);
      const etag = String(answer.headers['etag']);
      if ((seen.get(version) ?? etag) !== etag) faults.add(`version ${version} has two pages`);
      seen.set(version, etag);
    }
  };
  await Promise.all(Array.from({ length: crowd.readers }, (_reader, index) => read(index)));
  await agent.close();
  const seconds = (performance.now() - started) / 1000;
  return { reads: times.length, seconds, times: times.sort((a, b) => a - b), faults: [...faults], versions: seen.size };
}

interface Page {
  readonly version: number;
  /** That this reader has seen before. */
  readonly newest: number;
  readonly status: number;
  readonly teams: number;
}

function faultsOf(page: string, { version, newest, status, teams }: Page): string[] {
  const shown = [...page.matchAll(/data-team="/g)].length;
  const isInMenu = /<nav[^>]*data-live="menu">(?:(?!<\/nav>).)*>Draw<\/a>/s.test(page);
  return [
    status === 200 ? null : `status ${status}`,
    version < newest ? `version ${version} after ${newest}` : null,
    shown === 0 || shown === teams ? null : `${shown} of ${teams} teams`,
    isInMenu === shown > 0 ? null : `the menu ${isInMenu ? 'has' : 'lacks'} the draw, and ${shown} teams are shown`,
  ].filter((fault) => fault !== null);
}

async function untilTime(atMs: number): Promise<void> {
  const leftMs = atMs - performance.now();
  if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
}
