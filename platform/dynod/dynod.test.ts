import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { fakeSpec, TestDynod, until } from '../testing/dynod.ts';
import { findIsolation } from './isolation.ts';
import { openFilesLimit, readProcesses, readText } from './processes.ts';

let dynod: TestDynod;
before(async () => {
  process.env['ROSTRA_CANARY'] = 'in the environment of dynod, and of no dyno';
  dynod = await TestDynod.start();
});
after(() => dynod.close());

const isUp = (status: DynoStatus): boolean => status.state === 'up';
const isDown = (status: DynoStatus): boolean => status.state === 'down';

/** Pids of everything that carries the dyno's id or was found in its tree before. */
function marked(id: string): number[] {
  return readProcesses()
    .filter((row) => row.state !== 'Z' && (readText(`/proc/${row.pid}/environ`) ?? '').includes(`DYNO_ID=${id}`))
    .map((row) => row.pid);
}

describe('a dyno', () => {
  it('is up when it listens on its port, and tells its pid', async () => {
    const started = await dynod.driver.start(fakeSpec('listens', 'listen'));
    assert.equal(started.state, 'starting');
    const up = await dynod.when('listens', isUp);
    const answer = await send({ url: `http://127.0.0.1:${up.port}/` });
    assert.equal(answer.text, `${up.pid}\n`);
  });

  it('is started once, however often control asks', async () => {
    const spec = fakeSpec('asked', 'listen');
    const [one, two] = await Promise.all([dynod.driver.start(spec), dynod.driver.start(spec)]);
    assert.equal(one.pid, two.pid);
    assert.equal((await dynod.driver.start(spec)).pid, one.pid);
  });

  it('without a port is up when it has lived two seconds', async () => {
    await dynod.driver.start(fakeSpec('works', 'wait', { needsPort: false, type: 'worker' }));
    assert.equal((await dynod.when('works', isUp)).port, null);
  });

  it('that never listens is ended with R10', async () => {
    await dynod.driver.start(fakeSpec('mute', 'wait', { bootLimitMs: 700, restart: false }));
    const crashed = await dynod.when('mute', (status) => status.state === 'crashed');
    assert.match(crashed.reason, /^R10 \(Boot timeout\): nothing listened on \$PORT=\d+ within 0\.7 seconds/);
    assert.deepEqual(marked('mute'), []);
  });

  it('that listens elsewhere hears R11 while it boots', async () => {
    await dynod.driver.start(fakeSpec('astray', 'elsewhere'));
    const astray = await dynod.when('astray', (status) => status.reason.startsWith('R11'));
    assert.match(astray.reason, /^R11 \(Bad bind\): listening on \d+, expected \$PORT=\d+$/);
  });

  it('that crashes is started again at once, then after a delay, with the same id and port', async () => {
    const first = await dynod.driver.start(fakeSpec('falls', 'exit 7'));
    const waiting = await dynod.when('falls', (status) => status.restarts === 1 && status.state === 'crashed');
    assert.equal(waiting.exitStatus, 7);
    assert.equal(waiting.port, first.port);
    assert.match(waiting.reason, /^Process exited with status 7/);
  });

  it('that uses more memory than its quota goes on, and R14 is told', async () => {
    await dynod.driver.start(fakeSpec('stout', 'listen fill 70', { memoryQuotaMb: 80 }));
    const told = await dynod.when('stout', (status) => isUp(status) && status.reason.startsWith('R14')); // it may be told while it starts
    assert.match(told.reason, /^R14 \(Memory quota exceeded\): mem=\d+M\(1\d\d\.\d%\)$/);
    assert.equal(told.restarts, 0);
  });

  it('that uses more than twice its quota is ended with R15 and started again', async () => {
    await dynod.driver.start(fakeSpec('vast', 'listen fill 200', { memoryQuotaMb: 80 }));
    const ended = await dynod.when('vast', (status) => status.state === 'crashed');
    assert.match(ended.reason, /^R15 \(Memory quota vastly exceeded\): mem=\d+M/);
    await dynod.when('vast', (status) => status.restarts > 0);
    await dynod.driver.stop('vast', 'seen enough');
  });

  it('of an add-on is never ended for its memory', async () => {
    await dynod.driver.start(fakeSpec('keeper', 'listen fill 200', { kind: 'addon', memoryQuotaMb: 50 }));
    const measured = await dynod.when('keeper', ({ state, memoryMb }) => state !== 'starting' && (memoryMb ?? 0) > 200);
    assert.equal(measured.state, 'up');
  });

  it('of a release phase is down when it ends, with its status', async () => {
    await dynod.driver.start(fakeSpec('phase', 'print migrated exit 3', { kind: 'release', needsPort: false, restart: false }));
    const ended = await dynod.when('phase', isDown);
    assert.equal(ended.exitStatus, 3);
    await until(() => dynod.lines('shop').includes('migrated'));
  });

  it('whose command does not exist says so', async () => {
    await dynod.driver.start(fakeSpec('absent', '', { command: 'no-such-program', restart: false }));
    const ended = await dynod.when('absent', (status) => status.state === 'crashed');
    assert.match(ended.reason, /status 127 \(command not found\)/);
  });

  it('whose folder does not exist is refused, and leaves nothing', async () => {
    await assert.rejects(dynod.driver.start(fakeSpec('nowhere', 'wait', { directory: '/no/such/folder' })), {
      code: 'PLATFORM_DYNO_START',
      status: 422,
    });
    assert.equal(await dynod.status('nowhere'), undefined);
  });

  it('of an add-on whose port somebody else has is refused: its address cannot change', async () => {
    const stranger = createServer().listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const address = stranger.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await assert.rejects(dynod.driver.start(fakeSpec('server', 'listen', { kind: 'addon', port })), {
      code: 'PLATFORM_DYNO_PORT_TAKEN',
      status: 409,
    });
    assert.equal(await dynod.status('server'), undefined);
    stranger.close();
  });

  it('with a wrong specification is refused with the field', () => assert.rejects(dynod.driver.start(fakeSpec('../etc', 'wait')), /id: /));

  it('gets only its own environment', async () => {
    await dynod.driver.start(fakeSpec('clean', '', { command: 'env; exec sleep 1000', app: 'clean', env: { GREETING: 'hello' } }));
    await until(() => dynod.lines('clean').includes('GREETING=hello'));
    const names = dynod.lines('clean').map((line) => line.split('=')[0] ?? '');
    assert.deepEqual(names.filter((name) => name !== '_' && name !== 'SHLVL').toSorted(), [
      'DYNO',
      'DYNO_ID',
      'GREETING',
      'HOME',
      'PATH',
      'PORT',
      'PWD',
      'TMPDIR',
    ]);
  });

  it('may open as many files as the machine allows', async () => {
    await dynod.driver.start(fakeSpec('files', '', { command: 'ulimit -n; exec sleep 1000', app: 'files' }));
    await until(() => dynod.lines('files').length > 0);
    assert.deepEqual(dynod.lines('files'), [String(openFilesLimit())]);
  });

  it('is told nothing that its app did not say', async () => {
    await dynod.driver.start(fakeSpec('quiet', 'print hello listen', { app: 'quiet' }));
    await dynod.when('quiet', isUp);
    await dynod.driver.stop('quiet', 'Stopped by the test');
    await dynod.when('quiet', isDown);
    assert.equal(await readFile(join(dynod.paths.dynos, 'quiet', 'output.log'), 'utf8'), 'hello\n');
  });

  it('inherits no descriptor of ours', async () => {
    await dynod.driver.start(fakeSpec('bare', '', { command: 'ls /proc/self/fd; exec sleep 1000', app: 'bare' }));
    await until(() => dynod.lines('bare').length >= 4);
    assert.deepEqual(dynod.lines('bare'), ['0', '1', '2', '3']); // 3 is the folder that ls reads
  });
});

describe('stopping a dyno', () => {
  it('ends the whole tree, those in sessions of their own too', async () => {
    const { cgroupRoot, markGroups } = findIsolation(dynod.paths.root);
    const verb = cgroupRoot !== null || markGroups ? 'family' : 'relatives'; // without either, a cleared environment gets away
    await dynod.driver.start(fakeSpec('family', `${verb} listen`));
    await dynod.when('family', isUp);
    await until(() => marked('family').length >= 6); // shim, app, and two shells with their children
    await dynod.driver.stop('family', 'Stopped by the test');
    const down = await dynod.when('family', isDown);
    assert.equal(down.exitStatus, 143);
    assert.deepEqual(marked('family'), []);
  });

  it('takes SIGTERM for an answer: status 0 of a polite one', async () => {
    await dynod.driver.start(fakeSpec('polite', 'polite listen'));
    await dynod.when('polite', isUp);
    await dynod.driver.stop('polite', 'Stopped by the test');
    assert.equal((await dynod.when('polite', isDown)).exitStatus, 0);
  });

  it('ends a deaf one with SIGKILL after its grace: R12', async () => {
    await dynod.driver.start(fakeSpec('deaf', 'deaf listen', { app: 'deaf', graceMs: 500 }));
    await dynod.when('deaf', isUp);
    await dynod.driver.stop('deaf', 'Stopped by the test');
    const down = await dynod.when('deaf', isDown);
    assert.match(down.reason, /^R12 \(Exit timeout\)/);
    assert.equal(down.exitStatus, 137);
    await until(() => dynod.lines('deaf').includes('heard SIGTERM'));
  });

  it('that waits for its restart needs no signal', async () => {
    await dynod.driver.start(fakeSpec('looping', 'exit 1'));
    await dynod.when('looping', (status) => status.state === 'crashed' && status.restarts >= 1);
    await dynod.driver.stop('looping', 'Stopped by the test');
    await dynod.when('looping', isDown);
  });

  it('of an unknown dyno is no fault: it is what was wished for', () => dynod.driver.stop('never-heard-of', 'Stopped by the test'));
});

describe('watching', () => {
  it('tells each change after it has begun', async () => {
    const states: string[] = [];
    const watch = await dynod.driver.watch((status) => {
      if (status.id === 'seen' && states.at(-1) !== status.state) states.push(status.state);
    });
    await dynod.driver.start(fakeSpec('seen', 'listen'));
    await dynod.when('seen', isUp);
    await dynod.driver.stop('seen', 'Stopped by the test');
    await dynod.when('seen', isDown);
    assert.deepEqual(states, ['starting', 'up', 'stopping', 'down']);
    watch.close();
    await watch.ended;
  });

  it('tells memory and load', async () => {
    await dynod.driver.start(fakeSpec('burns', 'listen burn'));
    const burning = await dynod.when('burns', (status) => (status.load ?? 0) > 0.02);
    assert.ok((burning.memoryMb ?? 0) > 5, JSON.stringify(burning));
    await dynod.driver.stop('burns', 'Stopped by the test');
  });
});
