import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fakeSpec, until } from '../testing/dynod.ts';
import { exitPath, readExit } from './exit-file.ts';
import { findIsolation, isRoot, markGroupFor, type Isolation } from './isolation.ts';
import { launch } from './launch.ts';
import { readText } from './processes.ts';
import { killTree, stopTree } from './stop.ts';
import { membersOf, type ProcessTree } from './tree.ts';

interface Started {
  readonly tree: ProcessTree;
  readonly exitStatus: () => Promise<number | null>;
}

/** Runs a fake dyno without a dynod around it, on a machine that offers only so much. */
async function withTree(isolation: Isolation, verbs: string, test: (started: Started) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-tree-'));
  const id = `tree${process.pid}`;
  const plan = {
    spec: fakeSpec(id, verbs),
    environment: { DYNO_ID: id, PORT: '0' },
    workFolder: folder,
    outputPath: join(folder, 'output.log'),
    exitPath: exitPath(folder, 1),
    isolation,
    markGroup: markGroupFor(isolation, id),
  };
  const { tree } = await launch(plan, async () => {});
  try {
    await test({ tree, exitStatus: async () => readExit(plan.exitPath) });
  } finally {
    await killTree(tree);
    tree.cgroup?.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The `sleep` processes in a tree. */
function sleepers(tree: ProcessTree): number {
  return membersOf(tree).filter((row) => (readText(`/proc/${row.pid}/cmdline`) ?? '').startsWith('sleep')).length;
}

const here = findIsolation(join(tmpdir(), 'rostra-stop-test'));
const best = here.cgroupRoot === null ? [] : [{ it: 'in a control group', isolation: here, verbs: 'family', sleepers: 6 }];
const marked =
  isRoot() && here.setpriv !== null
    ? [{ it: 'marked by a group id', isolation: { ...here, cgroupRoot: null }, verbs: 'family', sleepers: 6 }]
    : [];
const least = {
  it: 'marked by their environment and session only',
  isolation: { cgroupRoot: null, markGroups: false, setpriv: null },
  verbs: 'relatives',
  sleepers: 4,
};

describe('everything a dyno has started is ended', () => {
  for (const way of [...best, ...marked, least]) {
    it(way.it, () =>
      withTree(way.isolation, `${way.verbs} wait`, async ({ tree, exitStatus }) => {
        await until(() => sleepers(tree) === way.sleepers);
        const outcome = await stopTree(tree, { signal: 'SIGTERM', leaderOnly: false, deadlineMs: () => performance.now() + 60_000 });
        assert.deepEqual(outcome, { inTime: true, survivors: [] });
        assert.deepEqual(membersOf(tree), []);
        assert.equal(await exitStatus(), 143);
      }),
    );
  }

  it('with SIGKILL when it does not hear, once the deadline is brought forward', () =>
    withTree(least.isolation, 'deaf print ready wait', async ({ tree, exitStatus }) => {
      let deadlineMs = performance.now() + 60_000;
      const stopping = stopTree(tree, { signal: 'SIGTERM', leaderOnly: false, deadlineMs: () => deadlineMs });
      deadlineMs = performance.now();
      const outcome = await stopping;
      assert.deepEqual(outcome.survivors, []);
      assert.deepEqual(membersOf(tree), []);
      assert.notEqual(await exitStatus(), 0);
    }));
});
