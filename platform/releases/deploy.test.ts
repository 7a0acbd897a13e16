import assert from 'node:assert/strict';
import { readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { deploy, folderAsTar } from '../client.ts';
import type { Build, Operations } from '../client.ts';
import { appFolder, helloApp } from '../testing/app-folder.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
});
after(() => platform[Symbol.asyncDispose]());

/** Deploys the files; the build with what it said. */
async function deployed(app: string, files: Readonly<Record<string, string>>): Promise<Build & { readonly output: string }> {
  const folder = await appFolder(files);
  const lines: string[] = [];
  const build = await deploy(client, app, { source: { kind: 'folder', path: folder }, onLine: (line) => void lines.push(line) });
  return { ...build, output: lines.join('\n') };
}

/** What the serving release answers; dynos of the one before may still be on their way out. */
async function ask(app: string): Promise<string> {
  const { release } = await client.app(app);
  const dynos = (await client.dynos(app)).filter((dyno) => dyno.name === 'web.1' && dyno.state === 'up');
  const serving = dynos.find((dyno) => dyno.release === release) ?? dynos[0];
  const answer = await fetch(`http://127.0.0.1:${serving?.port}/`);
  return answer.text();
}

async function logOf(app: string): Promise<string> {
  return (await client.logs(app, { lines: 1000 })).map((line) => `${line.dyno}: ${line.text}`).join('\n');
}

describe('a deploy', () => {
  it('serves the folder with one web dyno, the others wait to be scaled', async () => {
    await client.createApp('first');
    const build = await deployed('first', helloApp);
    assert.equal(build.status, 'succeeded');
    assert.match(build.output, /Released v1\nhttp:\/\/first\.localhost:\d+ deployed/);
    assert.equal(await ask('first'), 'v1 web.1 hello');
    const formation = await client.formation('first');
    assert.deepEqual(
      formation.map(({ type, quantity }) => [type, quantity]),
      [
        ['web', 1],
        ['worker', 0],
      ],
    );
    assert.equal((await client.app('first')).state, 'up');
  });

  it('keeps the quantities of the release before', async () => {
    await client.scale('first', { web: 2 });
    await deployed('first', { ...helloApp, 'note.txt': 'second' });
    const dynos = await client.dynos('first');
    const serving = dynos.filter((dyno) => dyno.release === 2 && dyno.state === 'up');
    assert.deepEqual(serving.map((dyno) => dyno.name).sort(), ['web.1', 'web.2']);
  });

  it('gives a first release the dynos that rostra.json wishes for, and changes none of a later one', async () => {
    await client.createApp('wishful');
    const wishes = (web: number) => JSON.stringify({ formation: { web: { quantity: web, size: 'standard-2x' }, worker: { quantity: 1 } } });
    await deployed('wishful', { ...helloApp, 'rostra.json': wishes(2) });
    const wanted = [
      ['web', 2, 'standard-2x'],
      ['worker', 1, 'standard-1x'],
    ];
    const formation = async () => (await client.formation('wishful')).map(({ type, quantity, size }) => [type, quantity, size]);
    assert.deepEqual(await formation(), wanted);
    await deployed('wishful', { ...helloApp, 'rostra.json': wishes(3) });
    assert.deepEqual(await formation(), wanted);
  });

  it('with deploy mode hold ends the old web dyno before the new one begins', async () => {
    await client.createApp('alone');
    const files = { ...helloApp, 'rostra.json': JSON.stringify({ deploy: { mode: 'hold' } }) };
    await deployed('alone', files);
    await deployed('alone', { ...files, 'note.txt': 'second' });
    const lines = (await logOf('alone')).split('\n').filter((line) => line.startsWith('web.1: '));
    const last = lines.findLastIndex((line) => line.includes('Starting process'));
    assert.ok(lines.slice(0, last).some((line) => line.includes('Process exited with status 143')));
  });

  it('refuses a rostra.json that is wrong, and builds nothing', async () => {
    await client.createApp('mistaken');
    const files = { ...helloApp, 'rostra.json': JSON.stringify({ formation: { web: { size: 'huge' } } }) };
    await assert.rejects(deployed('mistaken', files), {
      status: 422,
      message: 'rostra.json is wrong: formation.web.size: there is no such size.',
    });
    assert.equal((await client.app('mistaken')).release, null);
  });

  it('takes a tar stream', async () => {
    const folder = await appFolder({ ...helloApp, 'note.txt': 'as a tar' });
    await client.createApp('by-tar');
    const source = { kind: 'tar', stream: folderAsTar(folder) } as const;
    const build = await deploy(client, 'by-tar', { source, onLine: () => {} });
    assert.equal(build.status, 'succeeded');
  });

  it('links the dependency rostra to this installation and asks no registry', async () => {
    await client.createApp('linked');
    const manifest = JSON.stringify({ name: 'linked', dependencies: { rostra: '*' }, scripts: { build: 'echo built > built.txt' } });
    const build = await deployed('linked', {
      ...helloApp,
      'package.json': manifest,
      Procfile: 'web: node server.mjs\nrelease: command -v rostra',
    });
    assert.equal(build.status, 'succeeded', build.output);
    assert.match(build.output, /Running build[^]*Linking rostra/);
    const [dyno] = await client.dynos('linked');
    const link = await readlink(join(platform.paths.dynos, dyno?.id ?? '', 'app', 'node_modules', 'rostra'));
    assert.equal(link, join(import.meta.dirname, '../..'));
  });

  it('installs the other dependencies beside the linked one', async () => {
    await client.createApp('mixed');
    const manifest = JSON.stringify({ name: 'mixed', dependencies: { rostra: '*', greeting: 'file:./greeting' } });
    const greeting = {
      'greeting/package.json': JSON.stringify({ name: 'greeting', version: '1.0.0', main: 'index.js' }),
      'greeting/index.js': 'module.exports = "bonjour";',
    };
    const Procfile = `web: node server.mjs\nrelease: command -v rostra && node -e "if (require('greeting') !== 'bonjour') process.exit(1)"`;
    const build = await deployed('mixed', { ...helloApp, ...greeting, 'package.json': manifest, Procfile });
    assert.equal(build.status, 'succeeded', `${build.output}\n${await logOf('mixed')}`);
    assert.match(build.output, /Installing dependencies with npm install/);
  });

  it('leaves out what an ignore file names, .env and the history', async () => {
    await client.createApp('packed');
    const Procfile = 'web: node server.mjs\nrelease: test ! -e .env && test ! -e .git && test ! -e secret.txt && test -e kept.txt';
    const files = { '.gitignore': 'secret.txt\n', 'secret.txt': 's', '.env': 'A=1', '.git/HEAD': 'x', 'kept.txt': 'k' };
    const build = await deployed('packed', { ...helloApp, ...files, Procfile });
    assert.equal(build.status, 'succeeded', await logOf('packed'));
  });
});

describe('a deploy that is refused changes nothing', () => {
  before(() => client.createApp('refusing'));

  const cases = [
    {
      it: 'a folder without a Procfile',
      files: { 'server.mjs': '' },
      expect: { status: 422, code: 'PLATFORM_NO_PROCFILE', hint: /Procfile|`web: / },
    },
    {
      it: 'a bad line in the Procfile, with its number',
      files: { Procfile: 'web: node server.mjs\nworker node worker.mjs\n' },
      expect: { status: 422, message: /^Procfile, line 2: / },
    },
  ];
  for (const c of cases) it(c.it, () => assert.rejects(deployed('refusing', c.files), c.expect));

  it('a link that leads out of the folder', async () => {
    const folder = await appFolder(helloApp);
    await symlink('/etc/passwd', join(folder, 'passwords'));
    const { id } = await client.startBuild('refusing', { kind: 'folder', path: folder });
    const build = await client.followBuild('refusing', id, { onItem: () => {}, signal: new AbortController().signal });
    assert.equal(build.failure, "The link passwords leads out of the app's folder.");
  });

  it('an unknown app', () => assert.rejects(deployed('nobody', helloApp), { status: 404, code: 'PLATFORM_NO_SUCH_APP' }));

  it('a folder that is not there', () =>
    assert.rejects(client.startBuild('refusing', { kind: 'folder', path: '/nowhere' }), { message: 'There is no folder /nowhere.' }));

  it('a stream that is no tar', async () => {
    const stream = (async function* () {
      yield Buffer.from('this is no archive');
    })();
    await assert.rejects(client.startBuild('refusing', { kind: 'tar', stream }), { status: 422, message: /no tar archive/ });
  });

  after(async () => {
    assert.deepEqual(await client.releases('refusing'), []);
    assert.equal((await client.app('refusing')).state, 'blank');
  });
});

describe('a build that fails says why and makes no release', () => {
  const cases = [
    {
      it: 'a build script with an error',
      manifest: { scripts: { build: 'echo oh no; exit 7' } },
      expect: /"npm run build" failed: it ended with status 7/,
    },
    { it: 'a Node that is not here', manifest: { engines: { node: '^18' } }, expect: /package.json wants Node \^18/ },
  ];
  for (const [index, c] of cases.entries()) {
    it(c.it, async () => {
      await client.createApp(`broken-${index}`);
      const build = await deployed(`broken-${index}`, { ...helloApp, 'package.json': JSON.stringify(c.manifest) });
      assert.equal(build.status, 'failed');
      assert.match(build.failure ?? '', c.expect);
      assert.match(build.output, /Build failed: /);
      assert.deepEqual(await client.releases(`broken-${index}`), []);
    });
  }

  it('a package.json that is none', async () => {
    await client.createApp('no-json');
    const build = await deployed('no-json', { ...helloApp, 'package.json': '{' });
    assert.match(build.failure ?? '', /package.json cannot be read/);
  });
});

describe('a release that does not start leaves the one before it', () => {
  before(async () => {
    await client.createApp('steady');
    await deployed('steady', helloApp);
  });

  it('an app that never binds its port', async () => {
    const build = await deployed('steady', { Procfile: 'web: sleep 1000' });
    assert.equal(build.status, 'failed');
    assert.match(build.failure ?? '', /web\.1 did not start: .*R10/);
    assert.match(build.output, /v1 serves on\./);
  });

  it('an app that crashes', async () => {
    const build = await deployed('steady', { Procfile: 'web: exit 3' });
    assert.match(build.failure ?? '', /Process exited with status 3/);
  });

  it('a release phase that fails', async () => {
    const build = await deployed('steady', { ...helloApp, Procfile: 'web: node server.mjs\nrelease: echo no migration; exit 4' });
    assert.match(build.failure ?? '', /the release phase failed: Process exited with status 4/);
    await until(async () => (await logOf('steady')).includes('release.1: no migration'));
  });

  after(async () => {
    assert.equal(await ask('steady'), 'v1 web.1 hello');
    const app = await client.app('steady');
    assert.equal(app.release, 1);
    await until(async () => (await client.dynos('steady')).length === 1);
    assert.deepEqual(
      (await client.releases('steady')).map(({ version, status }) => [version, status]),
      [
        [4, 'failed'],
        [3, 'failed'],
        [2, 'failed'],
        [1, 'succeeded'],
      ],
    );
  });
});
