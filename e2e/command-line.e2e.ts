import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import { startInstallation, type Installation } from './installation.ts';

const echo = join(import.meta.dirname, 'apps', 'echo');
const launcher = join(import.meta.dirname, '..', 'bin', 'rostra.mjs');

describe('the command line', () => {
  let house: Installation;
  let folder: string;
  before(async () => {
    house = await startInstallation({ env: { ROSTRA_DYNO_BOOT_LIMIT_MS: '5000' } });
    folder = await mkdtemp(join(tmpdir(), 'rostra-folder-'));
    await house.rostra('apps:create', 'hello');
    await house.rostra('deploy', echo, '--app', 'hello');
  });
  after(async () => {
    await house.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const json = async (...args: readonly string[]) => JSON.parse(await house.rostra(...args, '--app', 'hello', '--json'));

  describe('answers in JSON', () => {
    for (const command of [
      'apps',
      'apps:info',
      'ps',
      'ps:type',
      'releases',
      'releases:info',
      'releases:output',
      'config',
      'addons',
      'pg:info',
      'redis:info',
      'logs',
      'maintenance',
      'open',
      'doctor',
    ]) {
      const args = ['apps', 'doctor'].includes(command) ? [command, '--json'] : [command, '--app', 'hello', '--json'];
      it(`rostra ${command}`, async () => assert.equal(typeof JSON.parse(await house.rostra(...args)), 'object'));
    }
  });

  it('scales by a sum', async () => {
    await house.rostra('ps:scale', 'web+1', '-a', 'hello');
    assert.equal((await json('ps:scale'))[0].quantity, 2);
  });

  it('sets, reads and removes config vars, one release each', async () => {
    await house.rostra('config:set', 'GREETING=good morning', 'EMPTY=', '-a', 'hello');
    assert.equal(await house.rostra('config:get', 'GREETING', '-a', 'hello'), 'good morning\n');
    await house.rostra('config:unset', 'GREETING', '-a', 'hello');
    assert.equal((await house.tryRostra('config:get', 'GREETING', '-a', 'hello')).status, 3);
    const reasons = (await json('releases')).map((release: { reason: string }) => release.reason);
    assert.match(reasons[0], /GREETING/);
  });

  it('shows what the release phase of a release wrote', async () => {
    const app = await mkdtemp(join(folder, 'phase-'));
    await cp(echo, app, { recursive: true });
    await house.rostra('apps:create', 'phased');
    for (const word of ['first', 'second']) {
      await writeFile(join(app, 'Procfile'), `web: node server.js\nrelease: echo ${word} migration\n`);
      await house.rostra('deploy', app, '-a', 'phased');
    }
    assert.equal(await house.rostra('releases:output', 'v1', '-a', 'phased'), 'first migration\n');
    assert.equal(await house.rostra('releases:output', '-a', 'phased'), 'second migration\n');
    assert.match(await house.rostra('releases:info', 'v2', '-a', 'phased'), /^State: +current$/m);
    assert.equal((await house.tryRostra('releases:info', 'v9', '-a', 'phased')).status, 3);
    await house.rostra('apps:destroy', '-a', 'phased', '--confirm', 'phased');
  });

  it('rolls back to the code of an older release', async () => {
    const { current, reason } = await json('releases:rollback', 'v1');
    assert.equal(current, true);
    assert.match(reason, /v1/);
  });

  it('follows the log until it is told to stop', async () => {
    const env = { ...process.env, ROSTRA_HOME: house.home };
    const child = spawn(process.execPath, [launcher, 'logs', '--tail', '--json', '--app', 'hello'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [first] = await once(child.stdout, 'data');
    assert.ok('text' in JSON.parse(String(first).split('\n')[0] ?? ''));
    const exited = once(child, 'exit');
    child.kill('SIGINT');
    assert.deepEqual(await exited, [130, null]);
  });

  describe('runs one command', () => {
    it('and passes its output and exit status on', async () => {
      const { status, stdout, stderr } = await house.tryRostra('run', '-a', 'hello', 'echo "$ROSTRA_APP"; echo oops >&2; exit 7');
      assert.deepEqual([status, stdout], [7, 'hello\noops\n']);
      assert.match(stderr, /Running echo .* on hello as run\.\d+/);
    });

    it('with options of its own, before and behind --', async () => {
      assert.equal(await house.rostra('run', 'node', '--print', '6*7', '--app', 'hello'), '42\n');
      assert.equal(
        await house.rostra('run', '--app', 'hello', '--env', 'A=two words', '--', 'sh', '-c', 'echo "$A" "$0"', 'last'),
        'two words last\n',
      );
    });

    it('and fails when the log could not hold all its output', async () => {
      const { status, stdout, stderr } = await house.tryRostra('run', '-a', 'hello', 'seq 60000');
      assert.equal(status, 1);
      assert.match(stderr, /L12 \(Local buffer overflow\): \d+ lines of output before this line were left out/);
      assert.match(stdout, /^1\n2\n/);
    });

    it('as JSON: its lines, and how it ended', async () => {
      const items = (await house.rostra('run', 'echo one; echo two', '-a', 'hello', '--json'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual(
        items.map((item) => item.text ?? item.exitStatus),
        ['one', 'two', 0],
      );
    });

    it('until Ctrl-C, which stops it there too', async () => {
      const env = { ...process.env, ROSTRA_HOME: house.home };
      const command = "trap 'echo cleaned up; exit 0' TERM; echo ready; while :; do sleep 0.1; done";
      const child = spawn(process.execPath, [launcher, 'run', command, '-a', 'hello'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
      let said = '';
      child.stdout.on('data', (piece) => (said += String(piece)));
      await once(child.stdout, 'data');
      assert.match(await house.rostra('ps', '-a', 'hello'), /^run\.\d+: (starting|up)/m);
      child.kill('SIGINT');
      assert.deepEqual(await once(child, 'close'), [130, null]);
      assert.match(said, /^ready\n[^]*cleaned up\n$/); // the shell says of its child that it was terminated
      assert.doesNotMatch(await house.rostra('ps', '-a', 'hello'), /run\./);
    });

    it('detached, until somebody stops it', async () => {
      const { name } = JSON.parse(await house.rostra('run:detached', 'sleep 600', '-a', 'hello', '--json'));
      assert.match(await house.rostra('ps:stop', name, '-a', 'hello'), new RegExp(`Stopping ${name}`));
    });
  });

  it('works from elsewhere with a token, and not with another one', async () => {
    const token = JSON.parse(await house.rostra('tokens:create', 'laptop', '--json')).token;
    const elsewhere = (key: string) => house.tryRostra('deploy', echo, '--app', 'hello', '--host', house.url, '--token', key, '--json');
    const { status, stdout } = await elsewhere(token);
    assert.deepEqual([status, JSON.parse(stdout).status], [0, 'succeeded']);
    assert.equal((await elsewhere('guessed')).status, 5);
    const ran = await house.tryRostra('run', 'echo far; exit 4', '--app', 'hello', '--host', house.url, '--token', token);
    assert.deepEqual([ran.status, ran.stdout], [4, 'far\n'], ran.stderr);
  });

  describe('typed wrongly ends with 2 and says what to type', () => {
    const cases = [
      { args: ['ps:scal', 'web=2'], says: /Unknown command 'ps:scal'[^]*Did you mean ps:scale/ },
      { args: ['ps:scale', 'web=two', '-a', 'hello'], says: /"web=two" is no change of scale[^]*web=2/ },
      { args: ['ps'], says: /which app[^]*hello/ },
      { args: ['run', '-a', 'hello'], says: /Missing required argument 'command'/ },
      { args: ['run', '-e', 'A', '-a', 'hello', 'ls'], says: /"A" sets nothing/ },
      { args: ['completion', 'tcsh'], says: /no completion for "tcsh"[^]*bash/ },
      { args: ['config:set', 'GREETING', '-a', 'hello'], says: /"GREETING" sets nothing/ },
      { args: ['apps:create'], says: /Missing required argument 'name'/ },
      { args: ['apps', '--colour'], says: /Unknown option '--colour'/ },
      { args: ['apps:destroy', '-a', 'hello'], says: /--confirm hello/ },
      { args: ['logs', '--num', 'all', '-a', 'hello'], says: /--num is "all"/ },
      { args: ['apps', '--host', 'https://events.example.org'], says: /needs a token/ },
    ];
    for (const c of cases) {
      it(`rostra ${c.args.join(' ')}`, async () => {
        const { status, stdout, stderr } = await house.tryRostra(...c.args);
        assert.deepEqual([status, stdout], [2, '']);
        assert.match(stderr, c.says);
        assert.doesNotMatch(stderr, /\bat .*\.ts:\d/);
      });
    }
  });

  describe('refused says why and leaves everything as it was', () => {
    const deployed = async (procfile: string | null): Promise<readonly string[]> => {
      const app = await mkdtemp(join(folder, 'app-'));
      await cp(echo, app, { recursive: true });
      if (procfile === null) await rm(join(app, 'Procfile'));
      else await writeFile(join(app, 'Procfile'), procfile);
      return ['deploy', app, '-a', 'hello'];
    };
    const cases = [
      { it: 'a folder without a Procfile', args: () => deployed(null), status: 1, says: /Procfile/ },
      { it: 'a wrong line in the Procfile', args: () => deployed('web: node server.js\nweb node server.js\n'), status: 1, says: /line 2/i },
      { it: 'an app that never listens on its port', args: () => deployed('web: sleep 1000\n'), status: 1, says: /R10/ },
      { it: 'an app that ends at once', args: () => deployed('web: node missing.js\n'), status: 1, says: /status 1/ },
      { it: 'a folder that is not there', args: async () => ['deploy', '/nowhere', '-a', 'hello'], status: 3, says: /no folder \/nowhere/ },
      { it: 'an app that is not there', args: async () => ['ps', '-a', 'nobody'], status: 3, says: /no app "nobody"/ },
      {
        it: 'a process type that is not there',
        args: async () => ['ps:scale', 'wbe=2', '-a', 'hello'],
        status: 1,
        says: /no process type "wbe"[^]*web/,
      },
      {
        it: 'a dyno that is not there',
        args: async () => ['ps:stop', 'run.99', '-a', 'hello'],
        status: 3,
        says: /no dyno and no process type "run.99"/,
      },
      { it: 'a name that is taken', args: async () => ['apps:create', 'hello'], status: 6, says: /taken/ },
      { it: 'a name that is none', args: async () => ['apps:create', 'Hello World'], status: 1, says: /cannot be the name/ },
      {
        it: 'a wrong confirmation',
        args: async () => ['apps:destroy', '-a', 'hello', '--confirm', 'helo'],
        status: 6,
        says: /not confirmed/,
      },
    ];
    for (const c of cases) {
      it(c.it, async () => {
        const earlier = [await json('ps'), await json('config')];
        const { status, stderr } = await house.tryRostra(...(await c.args()));
        assert.equal(status, c.status, stderr);
        assert.match(stderr, c.says);
        assert.doesNotMatch(stderr, /\bat .*\.ts:\d/);
        const now = [await json('ps'), await json('config')];
        assert.deepEqual(now.map(lasting), earlier.map(lasting));
        assert.equal((await send({ url: house.appUrl('hello') })).status, 200);
      });
    }
  });

  it('is told when the platform runs already, and when the port is taken', async () => {
    const again = await house.tryRostra('up');
    assert.equal(again.status, 6);
    const other = spawn(process.execPath, [launcher, 'up'], {
      env: { ...process.env, ROSTRA_HOME: join(folder, 'other'), ROSTRA_PORT: String(house.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    other.stderr.on('data', (piece) => (said += String(piece)));
    const [status] = await once(other, 'exit');
    assert.equal(status, 6);
    assert.match(said, new RegExp(`${house.port}[^]*ROSTRA_PORT`));
  });

  it('says that no platform runs where there is none', async () => {
    const env = { ...process.env, ROSTRA_HOME: join(folder, 'nothing') };
    const child = spawn(process.execPath, [launcher, 'apps', '--json'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [first] = await once(child.stderr, 'data');
    assert.equal(JSON.parse(String(first)).error.code, 'PLATFORM_UNREACHABLE');
    assert.deepEqual(await once(child, 'exit'), [8, null]);
  });
});

/** What stays the same while an app is left alone: which dynos run on which release, not how busy they are. */
function lasting(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  return list.map(({ name, state, pid, release }) => ({ name, state, pid, release }));
}
