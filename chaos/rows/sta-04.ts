import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { seededRandom, type Random } from '#kit/math/random.ts';
import { startInstallation, type Installation } from '../../accept/installation.ts';
import { kill, partsOf, type Victim } from '../faults/platform-parts.ts';
import { lookAt, type Reality, type Wanted } from '../judges/platform-state.ts';
import type { Row, RowWish, Verdict } from '../row.ts';

const app = 'told';
const project = join(import.meta.dirname, '../platform-project');
const mostDynos = 3;
/** A kill falls anywhere in an operation and shortly after it. */
const killWithinMs = 2_500;
/** A dyno that has died often waits for its next start. */
const settledWithinMs = 90_000;

/** An operator deploys, scales, sets config, rolls back and restarts, while parts of the platform and dynos die by signal 9. */
export const row: Row = {
  shows: 'state is reality, no process is an orphan and no release is missing after kills of control, dynod, router and dynos (200)',
  runs: 200,
  run: async (wish) => {
    const house = await startInstallation();
    const folder = await mkdtemp(join(tmpdir(), 'rostra-told-'));
    try {
      await cp(project, folder, { recursive: true });
      return await disturb(wish, { house, folder });
    } finally {
      await house.remove();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface World {
  readonly house: Installation;
  /** What is deployed. */
  readonly folder: string;
}

interface Operation {
  readonly words: readonly string[];
  readonly after: Wanted;
}

/** As many kills as wished; ends at the first state that is wrong, because everything after it would be. */
async function disturb(wish: RowWish, { house, folder }: World): Promise<Verdict> {
  await house.rostra('apps:create', app);
  await house.rostra('config:set', 'MARK=m0', '--app', app);
  await house.rostra('deploy', folder, '--app', app);
  const random = seededRandom(wish.seed);
  let real = await settled(house, [{ version: 'v0', mark: 'm0', quantity: 1 }]);
  const codeOf = new Map([[real.release, 'v0']]);
  const startedAt = performance.now();
  for (let kills = 0, n = 1; kills < wish.runs; n += 1) {
    const before = real.wanted ?? { version: '', mark: '', quantity: 0 };
    const operation = await nextOperation({ n, random, before, codeOf }, folder);
    const victims = chosen(house, { random, real });
    const acknowledged = await during(house, operation, { random, victims });
    kills += victims.length;
    real = await settled(house, acknowledged ? [operation.after] : [operation.after, before]);
    codeOf.set(real.release, real.wanted?.version ?? '');
    const line = `${operation.words.slice(0, 2).join(' ')}, ${victims.map(({ name }) => name).join(' and ')} killed: ${acknowledged ? 'done' : 'cut'}`;
    if (real.faults.length === 0) wish.say(`pass  ${kills} ${line}, v${real.release}`);
    else return wrong(wish, { kills, line, faults: real.faults });
  }
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  wish.say(`seed ${wish.seed}: ${wish.runs} kills in ${minutes} min, ${real.release} releases without a gap`);
  return { passed: wish.runs, failed: 0 };
}

function wrong(wish: RowWish, at: { kills: number; line: string; faults: readonly string[] }): Verdict {
  wish.say(`FAIL  ${at.kills} ${at.line}`);
  for (const fault of at.faults.slice(0, 10)) wish.say(`      ${fault}`);
  wish.say(`      again: npm run chaos -- STA-04 --runs ${wish.runs} --seed ${wish.seed}`);
  return { passed: at.kills - 1, failed: 1 };
}

interface Moment {
  readonly n: number;
  readonly random: Random;
  readonly before: Wanted;
  /** Release → the code it runs. */
  readonly codeOf: ReadonlyMap<number, string>;
}

async function nextOperation({ n, random, before, codeOf }: Moment, folder: string): Promise<Operation> {
  const kind = random.below(5);
  const choice = random.next();
  if (kind === 0) {
    await writeFile(join(folder, 'version.txt'), `v${n}\n`);
    return { words: ['deploy', folder], after: { ...before, version: `v${n}` } };
  }
  if (kind === 1) {
    const quantity = 1 + Math.floor(choice * mostDynos);
    return { words: ['ps:scale', `web=${quantity}`], after: { ...before, quantity } };
  }
  if (kind === 2) return { words: ['config:set', `MARK=m${n}`], after: { ...before, mark: `m${n}` } };
  if (kind === 3) return { words: ['ps:restart', 'web'], after: before };
  const known = [...codeOf];
  const [release, version] = known[Math.floor(choice * known.length)] ?? [1, ''];
  return { words: ['rollback', `v${release}`], after: { ...before, version } };
}

/** One victim, sometimes two at once. */
function chosen(house: Installation, { random, real }: { random: Random; real: Reality }): Victim[] {
  const parts = partsOf(house.home).toSorted((a, b) => a.name.localeCompare(b.name));
  const dyno = real.dynos[random.below(real.dynos.length)];
  const victims = random.shuffle([...parts, ...(dyno === undefined ? [] : [{ name: dyno.name, pid: dyno.pid ?? 0 }])]);
  return victims.slice(0, random.below(4) === 0 ? 2 : 1);
}

/** The operation with the kills in its midst; whether it was acknowledged. */
async function during(house: Installation, { words }: Operation, { random, victims }: { random: Random; victims: readonly Victim[] }) {
  const answer = house.rostra(...words, '--app', app).then(
    () => true,
    () => false,
  );
  await Promise.all(
    victims.map(async (victim) => {
      await sleep(random.below(killWithinMs));
      kill(victim);
    }),
  );
  return answer;
}

/** Waits until everything fits together as one of the possible wishes; what is left of the faults when it never does. */
async function settled(house: Installation, possible: readonly Wanted[]): Promise<Reality> {
  const limitMs = performance.now() + settledWithinMs;
  for (;;) {
    const real = await lookAt(house, app).catch((error: unknown): Reality => {
      return { wanted: null, release: 0, dynos: [], faults: [error instanceof Error ? error.message : String(error)] };
    });
    const isWanted = possible.some((wanted) => isDeepStrictEqual(wanted, real.wanted));
    if (real.faults.length === 0 && isWanted) return real;
    if (performance.now() > limitMs) {
      const asked = `asked for ${possible.map((wanted) => JSON.stringify(wanted)).join(' or ')}, got ${JSON.stringify(real.wanted)}`;
      return { ...real, faults: isWanted ? real.faults : [...real.faults, asked] };
    }
    await sleep(100);
  }
}
