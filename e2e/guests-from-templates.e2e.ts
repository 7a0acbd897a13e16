import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { send, type Answer } from '#kit/http/client.ts';
import { startInstallation, type Installation } from './installation.ts';

/** Whether Python packages can be had: from the cache of the machine, or from the registry. */
describe('an app of a template', () => {
  let house: Installation;
  let folder: string;
  before(async () => {
    house = await startInstallation();
    folder = await mkdtemp(join(tmpdir(), 'rostra-template-'));
  });
  after(async () => {
    await house.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const create = (name: string, template: string) =>
    house.tryRostra('create', name, '--template', template, '--folder', join(folder, name), '--json');
  const config = async (app: string): Promise<Record<string, string>> => JSON.parse(await house.rostra('config', '-a', app, '--json'));

  it('tab: its database, its secrets and its worker come with it, and the project is there to be changed', async () => {
    const { status, stdout, stderr } = await create('debates', 'tab');
    assert.equal(status, 0, stderr);
    assert.match(JSON.parse(stdout).config.TAB_ADMIN_PASSWORD, /^[0-9a-f]{64}$/);
    assert.match(stderr, /Add-on of app\.json: postgres:standard-0 in DATABASE_URL/);
    assert.match(await readFile(join(folder, 'debates', 'Procfile'), 'utf8'), /^worker: rostra tab work$/m);
    assert.match(await house.rostra('ps', '-a', 'debates'), /=== worker .*\(1\)/);
    assert.equal((await send({ url: house.appUrl('debates') })).status, 200);
  });

  it('django: posts go to Postgres, and the list comes from Redis until the next one', async () => {
    const { status, stderr } = await create('board', 'django');
    assert.equal(status, 0, stderr);
    const vars = await config('board');
    assert.ok(vars['DATABASE_URL'] && vars['REDIS_URL'] && vars['DJANGO_SECRET_KEY']);
    const page = (headers = {}): Promise<Answer> => send({ url: house.appUrl('board'), headers });
    const first = await page();
    assert.deepEqual([first.status, first.headers['x-notices-from']], [200, 'Postgres'], first.text);
    assert.equal((await page()).headers['x-notices-from'], 'Redis');
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec((await page({ cookie })).text)?.[1] ?? '';
    const headers = { cookie, origin: house.appUrl('board'), 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, text: 'Round 3 in <hall B>' }).toString();
    assert.equal((await send({ method: 'POST', url: `${house.appUrl('board')}/add`, headers, body })).status, 302);
    const later = await page();
    assert.equal(later.headers['x-notices-from'], 'Postgres');
    assert.match(later.text, /<li>Round 3 in &lt;hall B&gt;<\/li>/);
    const style = await send({ url: `${house.appUrl('board')}/static/board.css` });
    assert.deepEqual([style.status, style.headers['content-type']], [200, 'text/css; charset=utf-8']);
    await house.rostra('ps:scale', 'web=2', '-a', 'board');
  });

  it('otree: one web dyno, and sessions of its five games are made with the key that was told', async () => {
    const { status, stdout, stderr } = await create('guess', 'otree');
    assert.equal(status, 0, stderr);
    const headers = { 'otree-rest-key': JSON.parse(stdout).config.OTREE_REST_KEY };
    const people = { guess: 4, public_goods: 3, trust: 2, bargain: 2, survey: 1 };
    for (const [session_config_name, num_participants] of Object.entries(people)) {
      const body = { session_config_name, num_participants };
      const made = await send({ method: 'POST', url: `${house.appUrl('guess')}/api/sessions`, headers, body });
      assert.equal(made.status, 200, `${session_config_name}: ${made.text}`);
    }
    assert.equal((await house.tryRostra('ps:scale', 'web=2', '-a', 'guess')).status, 1);
  });

  describe('is refused with nothing made', () => {
    it('when there is no such template', async () => {
      const { status, stderr } = await create('nothing', 'rails');
      assert.equal(status, 2);
      assert.match(stderr, /no template .*rails.*lab, tab, otree, django/s);
      assert.equal(existsSync(join(folder, 'nothing')), false);
    });
    it('when its folder holds something', async () => {
      const { status, stderr } = await house.tryRostra('create', 'second', '--template', 'tab', '--folder', join(folder, 'debates'));
      assert.equal(status, 6);
      assert.match(stderr, /something in .*debates already/);
      assert.doesNotMatch(await house.rostra('apps'), /second/);
    });
  });
});
