import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { startInstallation, type Installation } from './installation.ts';

const echo = join(import.meta.dirname, 'apps', 'echo');

interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('command lines that guides print for Heroku', () => {
  let house: Installation;
  let folder: string;
  before(async () => {
    house = await startInstallation({ env: { ROSTRA_DYNO_BOOT_LIMIT_MS: '5000' } });
    folder = await mkdtemp(join(tmpdir(), 'rostra-bin-'));
    await house.rostra('alias', 'heroku', '--folder', folder);
    await house.rostra('apps:create', 'tabs');
    await house.rostra('deploy', echo, '--app', 'tabs');
  });
  after(async () => {
    await house.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Typed into a shell, as it stands on the page. */
  const typed = (shell: string, line: string): Promise<Said> => {
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH ?? ''}`, ROSTRA_HOME: house.home };
    return new Promise((resolve) => {
      execFile(shell, ['-c', line], { env, cwd: tmpdir() }, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      });
    });
  };
  const done = async (shell: string, line: string): Promise<string> => {
    const { status, stdout, stderr } = await typed(shell, line);
    assert.equal(status, 0, `${line}: ${stderr}${stdout}`);
    return stdout;
  };

  /** Asked again until it says so: lines come to the log a moment after they are written. */
  const saysAtLast = async (line: string, wanted: RegExp): Promise<void> => {
    while (!wanted.test(await done('bash', line)));
  };

  it('make the add-ons', async () => {
    assert.match(await done('bash', 'heroku addons:create heroku-postgresql:basic --app tabs'), /DATABASE_URL/);
    assert.match(await done('dash', 'heroku addons:create heroku-redis:hobby-dev -a tabs'), /REDIS_URL/);
    const addons = await done('bash', 'heroku addons --app tabs');
    assert.match(addons, /hobby-basic/);
    assert.match(addons, /redis-/);
  });

  for (const shell of ['bash', 'dash']) {
    describe(`from ${shell}`, () => {
      const said = (line: string): Promise<string> => done(shell, line);

      it('empty the Redis: echo "FLUSHALL\\r\\n QUIT" | heroku redis:cli -a APP --confirm APP', async () => {
        assert.equal(await said('echo SET page cached | heroku redis:cli -a tabs'), 'OK\n');
        const flushed = await typed(shell, String.raw`echo "FLUSHALL\r\n QUIT" | heroku redis:cli -a tabs --confirm tabs`);
        assert.deepEqual([flushed.status, flushed.stdout], [0, 'OK\n'], flushed.stderr);
        assert.match(flushed.stderr, /FLUSHALL removes everything in REDIS_URL of tabs \(keys: 1\)/);
        assert.equal(await said('echo DBSIZE | heroku redis:cli -a tabs'), '(integer) 0\n');
      });

      it('read and set config vars', async () => {
        await said('heroku config:set PUBLIC_FAST_CACHE_TIMEOUT=180 PUBLIC_SLOW_CACHE_TIMEOUT=600 --app tabs');
        const config = await said('heroku config --app tabs');
        assert.match(config, /^=== tabs Config Vars$/m);
        assert.match(config, /^DATABASE_URL: +postgres:\/\/\S+@127\.0\.0\.1:\d+\/\S+$/m);
        assert.match(config, /^PUBLIC_FAST_CACHE_TIMEOUT: +180$/m);
        assert.equal(await said('heroku config:get PUBLIC_SLOW_CACHE_TIMEOUT -a tabs'), '600\n');
        await said('heroku config:unset PUBLIC_SLOW_CACHE_TIMEOUT -a tabs');
      });

      it('scale, size and restart', async () => {
        assert.match(await said('heroku ps:scale web=2 --app tabs'), /web of tabs: 1 → 2/);
        await said('heroku ps:scale web=1:standard-1x --app tabs');
        assert.match(await said('heroku ps:type web=standard-1x --app tabs'), /512 MB/);
        await said('heroku ps:restart web --app tabs');
        assert.match(await said('heroku ps --app tabs'), /^=== web \(Standard-1X\): node server\.js \(1\)$/m);
      });

      it('run one command', async () => {
        assert.equal(await said('heroku run echo "six words from one-off dynos" --app tabs'), 'six words from one-off dynos\n');
        assert.equal(await said("heroku run 'echo $ROSTRA_APP | tr a-z A-Z' -a tabs"), 'TABS\n');
        assert.equal((await typed(shell, 'heroku run --exit-code --no-tty -a tabs -- exit 3')).status, 3);
      });

      it('close the site for a while', async () => {
        await said('heroku maintenance:on -a tabs');
        assert.match(await said('heroku maintenance -a tabs'), /on/);
        await said('heroku maintenance:off -a tabs');
      });

      it('ask the database', async () => {
        assert.match(await said('heroku pg:psql -a tabs -c "select 6 * 7 as answer"'), /\b42\b/);
        assert.match(await said('echo "select 6 * 7 as answer;" | heroku pg:psql DATABASE -a tabs'), /\b42\b/);
        assert.notEqual((await typed(shell, 'heroku pg:psql -a tabs -c "select nothing"')).status, 0);
      });
    });
  }

  it('from elsewhere reach no server that listens on the machine only', async () => {
    const { token } = JSON.parse(await house.rostra('tokens:create', 'laptop', '--json'));
    for (const command of ['redis:cli', 'pg:psql']) {
      const { status, stderr } = await typed('bash', `heroku ${command} -a tabs --host ${house.url} --token ${token} < /dev/null`);
      assert.equal(status, 1);
      assert.match(stderr, /_URL listens on the machine of the platform only/);
    }
  });

  it('show the limits: the 21st connection is refused and a log line says so; on the larger plan it is taken, nothing restarts', async () => {
    assert.match(await done('bash', 'heroku addons:info heroku-postgresql -a tabs'), /^Connections: +\d+ of 20$/m);
    const url = (await done('bash', 'heroku config:get DATABASE_URL -a tabs')).trim();
    const dynos = await done('dash', 'heroku ps -a tabs --json');
    const connections = await Promise.all(Array.from({ length: 20 }, () => connected(url)));
    const refused = await typed('dash', 'heroku pg:psql -a tabs -c "select 21"');
    assert.notEqual(refused.status, 0);
    assert.match(refused.stderr, /too many connections for role/);
    await saysAtLast('heroku logs -a tabs --source heroku -n 50', /postgres\]: .*hobby-basic has 20\).*rostra addons:upgrade postgres-/);
    assert.match(
      await done('bash', 'heroku addons:upgrade heroku-postgresql:standard-0 -a tabs'),
      /hobby-basic → standard-0, 120 connections/,
    );
    assert.match(await done('dash', 'heroku pg:psql -a tabs -c "select 21"'), /\b21\b/);
    assert.match(await done('bash', 'heroku pg:info -a tabs'), /^Connections: +\d+ of 120$/m);
    assert.equal(pids(await done('dash', 'heroku ps -a tabs --json')), pids(dynos));
    await Promise.all(connections.map((connection) => connection.end()));
    assert.match(await done('bash', 'heroku redis -a tabs'), /^Memory: +[\d.]+ MB of 25$/m);
    assert.match(await done('bash', 'heroku apps:info tabs'), /^Add-ons: .*postgres:standard-0 \(DATABASE_URL\)/m);
  });

  describe('refused says why', () => {
    const cases = [
      { line: 'echo FLUSHALL | heroku redis:cli -a tabs', status: 2, says: /removes everything in REDIS_URL of tabs[^]*--confirm tabs/ },
      { line: 'echo FLUSHALL | heroku redis:cli -a tabs --confirm tab', status: 6, says: /"tab" was confirmed[^]*Nothing was changed/ },
      { line: 'echo GETT x | heroku redis:cli -a tabs', status: 1, says: /Connected/ },
      { line: `echo 'SET a "x' | heroku redis:cli -a tabs`, status: 2, says: /does not understand SET a "x: .*unbalanced quotes/ },
      { line: 'echo MONITOR | heroku redis:cli -a tabs', status: 2, says: /MONITOR is not possible here/ },
      { line: 'heroku redis:cli NOTHING -a tabs', status: 2, says: /no Redis "NOTHING"[^]*REDIS_URL/ },
      { line: 'heroku ps:type web=huge -a tabs', status: 1, says: /no dyno size "huge"/ },
      { line: 'heroku addons:info none -a tabs', status: 3, says: /no add-on "none"[^]*DATABASE_URL/ },
      { line: 'heroku git:remote -a tabs', status: 1, says: /no Git repository[^]*git init/ },
      { line: 'heroku ps', status: 2, says: /which app[^]*tabs/ },
    ];
    for (const c of cases) {
      it(c.line, async () => {
        const { status, stderr } = await typed('bash', c.line);
        assert.equal(status, c.status, stderr);
        assert.match(stderr, c.says);
        assert.doesNotMatch(stderr, /\bat .*\.ts:\d/);
      });
    }

    it('alias heroku: another program of that name stays', async () => {
      const other = await mkdtemp(join(folder, 'other-'));
      await writeFile(join(other, 'heroku'), '#!/bin/sh\n');
      const { status, stderr } = await house.tryRostra('alias', 'heroku', '--folder', other);
      assert.equal(status, 6);
      assert.match(stderr, /is another program/);
    });
  });

  describe('completed by bash with a tab', () => {
    const cases = [
      { line: 'heroku ps:sc', expect: ['scale'] },
      { line: 'heroku maint', expect: ['maintenance', 'maintenance:on', 'maintenance:off'] },
      { line: 'heroku ps -a ta', expect: ['tabs'] },
      { line: 'heroku ps:scale -a tabs we', expect: ['web='] },
      { line: 'heroku config:get -a tabs REDIS', expect: ['REDIS_TLS_URL', 'REDIS_URL'] },
      { line: 'heroku releases:info --app=tabs v1', expect: /^v1/ },
      { line: 'heroku ps:restart -a nobody w', expect: [] },
    ];
    for (const c of cases) {
      it(c.line, async () => {
        const script = `eval "$(heroku completion bash)"; COMP_WORDS=(heroku); COMP_LINE='${c.line}'; COMP_POINT=${c.line.length}; _rostra; printf '%s\\n' "\${COMPREPLY[@]}"`;
        const found = (await done('bash', script)).split('\n').filter((word) => word !== '');
        if (Array.isArray(c.expect)) assert.deepEqual(found, c.expect);
        else for (const word of found) assert.match(word, c.expect);
      });
    }
  });

  it('a pipe of Redis commands is one JSON document for programs', async () => {
    const answers = JSON.parse(
      await done('bash', String.raw`printf 'SET a "x y"\nGET a\nDEL a\nGET a\n' | heroku redis:cli -a tabs --json`),
    );
    assert.deepEqual(
      answers.map(({ answer }: { answer: unknown }) => answer),
      ['OK', 'x y', 1, null],
    );
  });
});

async function connected(url: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  return connection;
}

function pids(json: string): string {
  const dynos: readonly { readonly name: string; readonly pid: number }[] = JSON.parse(json);
  return dynos.map(({ name, pid }) => `${name} ${pid}`).join(', ');
}
