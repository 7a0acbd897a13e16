import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deploy } from '../client.ts';
import type { Dyno, LogLine, Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('shop');
  await client.setConfig('shop', { set: { GREETING: 'good morning' }, restart: true });
  await deploy(client, 'shop', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

const endless = new AbortController().signal;

interface Following {
  readonly dyno: Dyno;
  readonly lines: LogLine[];
  readonly ended: Promise<Dyno>;
}

async function begin(command: string, env: Readonly<Record<string, string>> = {}): Promise<Following> {
  const dyno = await client.startRun('shop', { command, env });
  const lines: LogLine[] = [];
  const ended = client.followRun('shop', dyno.id, { after: 0, onItem: (line) => void lines.push(line), signal: endless });
  return { dyno, lines, ended };
}

async function ran(command: string, env: Readonly<Record<string, string>> = {}): Promise<{ status: number | null; text: string }> {
  const { lines, ended } = await begin(command, env);
  const { exitStatus } = await ended;
  return { status: exitStatus, text: lines.map(({ text }) => text).join('\n') };
}

describe('a one-off dyno', () => {
  const cases = [
    { it: 'has the files of the build', command: 'ls', status: 0, says: 'Procfile\nserver.mjs' },
    { it: 'has the config vars', command: 'echo $GREETING', status: 0, says: 'good morning' },
    { it: 'has vars of its own over them', command: 'echo $GREETING', env: { GREETING: 'hi' }, status: 0, says: 'hi' },
    { it: 'has a port as little as a worker', command: 'echo "port: ${PORT:-none}"', status: 0, says: 'port: none' },
    { it: 'finds the Node of the platform', command: 'node -p \'process.versions.node > "26"\'', status: 0, says: 'true' },
    { it: 'passes its exit status on', command: 'echo no >&2; exit 7', status: 7, says: 'no' },
    { it: 'says what a shell cannot find', command: 'manage.py migrate', status: 127, says: /manage\.py: command not found/ },
    { it: 'ends with a last line that has no end', command: 'printf first; printf " last"', status: 0, says: 'first last' },
    { it: 'may be silent', command: 'true', status: 0, says: '' },
  ];
  for (const c of cases) {
    it(c.it, async () => {
      const { status, text } = await ran(c.command, c.env);
      assert.equal(status, c.status);
      if (typeof c.says === 'string') assert.equal(text, c.says);
      else assert.match(text, c.says);
    });
  }

  it('gives each of many lines once, in order, to the last', async () => {
    const { text } = await ran('seq 1 5000');
    assert.equal(text, Array.from({ length: 5000 }, (_, i) => String(i + 1)).join('\n'));
  });

  it('stands for a process type when it has its name', async () => {
    const { dyno, lines, ended } = await begin('worker');
    await until(() => lines.length > 0);
    assert.equal(lines[0]?.text, 'tick');
    await client.stopRun('shop', dyno.id);
    await ended;
  });

  it('is stopped when somebody asks, and is not started again', async () => {
    const { dyno, lines, ended } = await begin("trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.1; done");
    await until(() => lines.some(({ text }) => text === 'ready'));
    await client.stopRun('shop', dyno.id);
    const { state, exitStatus, restarts } = await ended;
    assert.deepEqual([state, exitStatus, restarts], ['down', 3, 0]);
    assert.equal(lines.at(-1)?.text, 'bye');
    assert.ok(!(await client.dynos('shop')).some(({ type }) => type === 'run'));
  });

  it('is told of in the events and in the log', async () => {
    const { dyno, ended } = await begin('echo counted');
    await ended;
    assert.equal((await client.events('shop', { limit: 1 }))[0]?.text, `Ran echo counted as ${dyno.name}`);
    const log = (await client.logs('shop', { lines: 100, dyno: dyno.name })).map(({ text }) => text);
    assert.deepEqual(log.toSorted(), ['Process exited with status 0', 'Starting process with command `echo counted`', 'counted']);
  });

  it('has a name of its own among many at once, and counts for no formation', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => begin('sleep 60')));
    assert.equal(new Set(all.map(({ dyno }) => dyno.name)).size, 6);
    assert.deepEqual((await client.app('shop')).dynos, { up: 1, wanted: 1 });
    assert.equal((await client.dynos('shop')).filter(({ type }) => type === 'run').length, 6);
    await Promise.all(all.map(({ dyno }) => client.stopRun('shop', dyno.id)));
    await Promise.all(all.map(({ ended }) => ended));
  });

  it('goes on when control and dynod are killed, and so does who follows it', async () => {
    const { lines, ended } = await begin('for i in 1 2 3 4 5 6; do echo $i; read -t 0.5 < <(sleep 9); done; exit 4');
    await until(() => lines.length > 0);
    await Promise.all([platform.kill('control'), platform.kill('dynod')]);
    platform.run('dynod');
    platform.run('control');
    const { exitStatus } = await ended;
    assert.equal(exitStatus, 4);
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['1', '2', '3', '4', '5', '6'],
    );
  });
});

describe('what is refused', () => {
  it('an app without a build', async () => {
    await client.createApp('empty');
    await assert.rejects(client.startRun('empty', { command: 'ls', env: {} }), { code: 'PLATFORM_NOTHING_TO_RUN', status: 422 });
  });
  it('no command', () => assert.rejects(client.startRun('shop', { command: '', env: {} }), { status: 400 }));
  it('a name that no variable can have', () =>
    assert.rejects(client.startRun('shop', { command: 'ls', env: { 'A B': '1' } }), { status: 400 }));
  it('an app that is not there', () => assert.rejects(client.startRun('nobody', { command: 'ls', env: {} }), { status: 404 }));
  it('to stop a dyno of the formation as one', async () => {
    const [web] = await client.dynos('shop');
    await assert.rejects(client.stopRun('shop', web?.id ?? ''), { code: 'PLATFORM_NO_SUCH_RUN', status: 404 });
  });
});
