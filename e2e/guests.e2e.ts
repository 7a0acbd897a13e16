import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '#kit/http/client.ts';
import { startInstallation, type Installation } from './installation.ts';
import { steadyLoad } from './steady-load.ts';

const apps = join(import.meta.dirname, 'apps');

describe('guests: what knows nothing of Rostra runs as it is', () => {
  let house: Installation;
  let folder: string;
  before(async () => {
    house = await startInstallation();
    folder = await mkdtemp(join(tmpdir(), 'rostra-guest-'));
    for (const app of ['snake', 'pages']) await house.rostra('apps:create', app);
  });
  after(async () => {
    await house.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const get = (app: string, path = '/', headers = {}) => send({ url: `${house.appUrl(app)}${path}`, headers });
  const deploy = (app: string, source: string) => house.tryRostra('deploy', source, '-a', app);

  describe('an app in Python', () => {
    before(() => cp(join(apps, 'python'), folder, { recursive: true }));

    it('runs in the environment of its slug, without a word to a registry', async () => {
      const { status, stdout, stderr } = await deploy('snake', folder);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /snake runs v1 at/);
      assert.match(stderr, /Python app detected, built with Python 3\.\d+\.\d+ \(\//);
      const { text } = await get('snake');
      assert.match(text, /^v1 .*\/dynos\/[0-9a-z]{26}\/app\/\.venv$/);
    });

    it('leaves the environment of its author at home and takes that of the build before', async () => {
      await cp('/usr/bin/env', join(folder, 'my-env', 'bin', 'python'), { recursive: true });
      await writeFile(join(folder, 'my-env', 'pyvenv.cfg'), 'home = /usr/bin\n');
      const { status, stderr } = await deploy('snake', folder);
      assert.equal(status, 0, stderr);
      assert.match(stderr, /requirements\.txt is unchanged/);
      assert.match((await get('snake')).text, /^v2 /);
      const files = await house.rostra('releases', '-a', 'snake', '--json');
      const [first, second] = JSON.parse(files).map(({ slug }: { slug: string }) => slug);
      assert.equal(first, second); // nothing of my-env/ is in it
    });

    const broken = [
      {
        it: 'a list that leads to a missing one',
        file: 'requirements.txt',
        content: '-r base.txt\n',
        says: /requirements\.txt names base\.txt, and there is no such file/,
      },
      {
        it: 'a Python that is not there',
        file: '.python-version',
        content: '3.1\n',
        says: /\.python-version wants Python 3\.1, which is not installed here/,
      },
    ];
    for (const c of broken) {
      it(`says what is wrong with ${c.it}, and the old release serves on`, async () => {
        const wrong = await mkdtemp(join(tmpdir(), 'rostra-guest-'));
        await cp(join(apps, 'python'), wrong, { recursive: true });
        await writeFile(join(wrong, c.file), c.content);
        const { status, stderr } = await deploy('snake', wrong);
        await rm(wrong, { recursive: true });
        assert.notEqual(status, 0);
        assert.match(stderr, c.says);
        assert.doesNotMatch(stderr, /^\s+at /m);
        assert.match((await get('snake')).text, /^v2 /);
      });
    }
  });

  describe('an app that must not run twice, as oTree', () => {
    let lock: string;
    const lonely = join(apps, 'lonely');
    before(async () => {
      const open = await mkdtemp(join(tmpdir(), 'rostra-lock-'));
      await chmod(open, 0o777); // the app may run as a user of its own
      lock = join(open, 'lock');
      await house.rostra('apps:create', 'lonely');
      await house.rostra('config:set', `LOCK=${lock}`, '-a', 'lonely');
      await house.rostra('deploy', lonely, '-a', 'lonely');
    });
    after(() => rm(dirname(lock), { recursive: true, force: true }));

    for (const exchange of [
      ['deploy', lonely],
      ['config:set', 'A=1'],
      ['ps:restart', 'web'],
    ]) {
      it(`is exchanged by ${exchange[0]} without a second one beside it; whoever comes meanwhile waits and is answered`, async () => {
        const first = (await get('lonely')).text;
        const stop = new AbortController();
        const load = steadyLoad(house.appUrl('lonely'), { perSecond: 20, signal: stop.signal });
        await house.rostra(...exchange, '-a', 'lonely');
        await until(async () => (await get('lonely')).text !== first);
        stop.abort();
        const { sent, failures } = await load;
        assert.ok(sent > 0);
        assert.deepEqual(failures, []);
        assert.equal(existsSync(`${lock}.twice`), false);
      });
    }

    it('comes back when its successor does not start', async () => {
      const broken = join(dirname(lock), 'broken');
      await cp(lonely, broken, { recursive: true });
      await writeFile(join(broken, 'Procfile'), 'web: exit 3 # otree prodserver1of2\n');
      const { status, stderr } = await deploy('lonely', broken);
      assert.notEqual(status, 0);
      assert.match(stderr, /web\.1 did not start: Process exited with status 3/);
      await until(async () => (await get('lonely')).status === 200);
      assert.equal(existsSync(`${lock}.twice`), false);
    });
  });

  describe('a folder of pages', () => {
    it('needs no Procfile', async () => {
      const { status, stdout, stderr } = await deploy('pages', join(apps, 'site'));
      assert.equal(status, 0, stderr);
      assert.match(stdout, /pages runs v1 at/);
      const page = await get('pages');
      assert.equal(page.status, 200);
      assert.match(page.text, /<h1>Programme/);
      assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    });

    it('answers nothing but its pages, and those not again while they are the same', async () => {
      const style = await get('pages', '/style.css');
      assert.equal(style.headers['content-type'], 'text/css; charset=utf-8');
      assert.equal((await get('pages', '/style.css', { 'if-none-match': String(style.headers['etag']) })).status, 304);
      const part = await get('pages', '/style.css', { range: 'bytes=0-1' });
      assert.deepEqual([part.status, part.text], [206, 'h1']);
      assert.equal((await get('pages', '/chapters')).headers['location'], '/chapters/');
      assert.match((await get('pages', '/chapters/')).text, /<h1>Chapters/);
      for (const path of ['/Procfile', '/../Procfile', '/%2e%2e/Procfile', '/node_modules/rostra/package.json', '/none']) {
        const { status, text } = await get('pages', path);
        assert.deepEqual([path, status, text.includes('Not here')], [path, 404, true]);
      }
      assert.equal((await send({ method: 'POST', url: house.appUrl('pages') })).status, 405);
    });

    it('has clean addresses, keeps what has a hash in its name, and lets an app in the browser find its way', async () => {
      const site = await mkdtemp(join(tmpdir(), 'rostra-site-'));
      await cp(join(apps, 'site'), join(site, 'dist'), { recursive: true });
      await writeFile(join(site, 'dist', 'about.html'), '<h1>About</h1>');
      await writeFile(join(site, 'dist', 'app-4f9a7c21.js'), '1');
      const settings = { root: 'dist', routes: { '/**': 'index.html' }, headers: { '/*.css': { 'Cache-Control': 'max-age=60' } } };
      await writeFile(join(site, 'static.json'), JSON.stringify(settings));
      const { status, stderr } = await deploy('pages', site);
      assert.equal(status, 0, stderr);
      assert.match((await get('pages', '/about')).text, /<h1>About/);
      assert.equal((await get('pages', '/about.html?a=1')).headers['location'], '/about?a=1');
      assert.equal((await get('pages', '/index.html')).headers['location'], '/');
      assert.match((await get('pages', '/rooms/12')).text, /<h1>Programme/);
      assert.deepEqual([(await get('pages', '/none.png')).status, (await get('pages', '/static.json')).status], [404, 404]);
      assert.equal((await get('pages', '/app-4f9a7c21.js')).headers['cache-control'], 'public, max-age=31536000, immutable');
      assert.equal((await get('pages', '/style.css')).headers['cache-control'], 'max-age=60');
      await writeFile(join(site, 'static.json'), JSON.stringify({ root: 'build' }));
      const wrong = await deploy('pages', site);
      await rm(site, { recursive: true });
      assert.match(wrong.stderr, /pages are in build, and there is no such folder/);
      assert.equal((await get('pages', '/about')).status, 200);
    });

    it('says what a folder needs that has neither pages nor a Procfile', async () => {
      const { status, stderr } = await deploy('pages', apps);
      assert.notEqual(status, 0);
      assert.match(stderr, /There is no Procfile in this folder/);
      assert.match(stderr, /index\.html/);
      assert.equal((await get('pages')).status, 200);
    });
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isSo())) {
    assert.ok(performance.now() < deadline, 'It takes too long.');
    await sleep(50);
  }
}
