import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { deploy } from '../client.ts';
import { cloneConfig, cloneName } from '../rules/rehearsal-resources.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

const echo = join(import.meta.dirname, '../../e2e/apps/echo');

let platform: TestPlatform;

before(async () => {
  platform = await TestPlatform.start(['dynod', 'control']);
  await platform.client.createApp('draw');
  await platform.client.setConfig('draw', { set: { TITLE: 'Open', SMTP_HOST: 'mail.example.org' }, restart: true });
  await deploy(platform.client, 'draw', { source: { kind: 'folder', path: echo }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

const plan = { people: 40, where: 'clone' as const, sources: [{ kind: 'http', requests: [{ get: '/' }] }] };
const refused = (code: string) => (error: unknown) => error instanceof RostraError && error.code === code;

describe('a rehearsal', () => {
  it('plays with a copy: same build and size, nothing that reaches the world outside, gone afterwards', async () => {
    const { client } = platform;
    const { id, state } = await client.planRehearsal('draw', { plan });
    assert.equal(state, 'planned');
    const { target } = await client.stageRehearsal('draw', id);
    assert.equal(target, `draw-reh-${id}`);
    const [own, copy] = await Promise.all([client.formation('draw'), client.formation(target)]);
    assert.deepEqual(copy, own);
    assert.deepEqual(await client.config(target), { TITLE: 'Open' });
    assert.ok((await client.dynos(target)).every((dyno) => dyno.state === 'up'));

    await assert.rejects(client.planRehearsal('draw', { plan }), refused('PLATFORM_REHEARSAL_UNDER_WAY'));

    await assert.rejects(client.breakRehearsed('draw', id, { part: 'web.7', how: 'kill' }), refused('PLATFORM_NOTHING_TO_BREAK'));
    const [former] = await client.dynos(target);
    await client.breakRehearsed('draw', id, { part: 'web.1', how: 'kill' });
    await until(async () => (await client.dynos(target)).some(({ pid, state: now }) => now === 'up' && pid !== former?.pid));
    assert.ok(
      (await client.dynos('draw')).every(({ restarts }) => restarts === 0),
      'the app itself is left alone',
    );

    const second = { people: 4, perSecond: 2, p95: 20, failed: 0, pages: { 'GET /': 1 } };
    assert.deepEqual(await client.reportRehearsal('draw', id, { says: '4 people …', second }), { isStopped: false });
    assert.equal((await client.rehearsal('draw', id)).says, '4 people …');
    await client.stopRehearsal('draw', id);
    assert.deepEqual(await client.reportRehearsal('draw', id, {}), { isStopped: true });

    const over = await client.endRehearsal('draw', id, { result: null, failure: 'it was stopped' });
    assert.deepEqual([over.state, over.failure], ['stopped', 'it was stopped']);
    await until(async () => (await client.apps()).every(({ name }) => name === 'draw'));
  });
  it('is refused for an app that nothing was deployed to', async () => {
    await platform.client.createApp('empty');
    await assert.rejects(platform.client.planRehearsal('empty', { plan }), refused('PLATFORM_NOTHING_TO_REHEARSE'));
  });
  it('is refused in place until the app’s name is repeated', async () =>
    assert.rejects(
      platform.client.planRehearsal('draw', { plan: { ...plan, where: 'in-place' } }),
      refused('PLATFORM_REHEARSAL_NOT_IN_PLACE'),
    ));
  it('in place has its bots counted apart from visitors, by a word that is told once', async () => {
    const { client } = platform;
    const wish = { plan: { ...plan, where: 'in-place' as const }, confirm: 'draw' };
    const { id, botWord } = await client.planRehearsal('draw', wish);
    assert.equal(botWord, undefined);
    const staged = await client.stageRehearsal('draw', id);
    assert.match(staged.botWord ?? '', /^[\w-]{24}$/);
    assert.equal((await client.rehearsal('draw', id)).botWord, undefined);
    const requests = async (bots: boolean): Promise<number> =>
      (await client.metrics('draw', { seconds: 60, bots })).points.reduce((sum, { ok }) => sum + ok, 0);
    assert.deepEqual([await requests(true), await requests(false)], [0, 0]);
    await client.endRehearsal('draw', id, { result: null, failure: 'no bots came' });
  });
  it('is not launched with files of the platform’s machine', async () =>
    assert.rejects(
      platform.client.planRehearsal('draw', { plan: { ...plan, sources: [{ kind: 'script', file: '/etc/evil.ts' }] }, launch: true }),
      refused('PLATFORM_REHEARSAL_WRONG'),
    ));
  it('takes no result that is none', async () => {
    const { id } = await platform.client.planRehearsal('draw', { plan });
    await assert.rejects(
      platform.client.endRehearsal('draw', id, { result: { schema: 7 }, failure: null }),
      refused('PLATFORM_REHEARSAL_WRONG'),
    );
    await platform.client.endRehearsal('draw', id, { result: null, failure: 'no bots came' });
  });
  it('is not another app’s', async () => {
    const [first] = await platform.client.rehearsals('draw');
    await assert.rejects(platform.client.rehearsal('empty', first?.id ?? ''), refused('PLATFORM_NO_SUCH_REHEARSAL'));
  });
});

describe('a copy', () => {
  it('has a name that fits', () =>
    assert.equal(cloneName('a-very-long-name-of-some-event', '3f9a1c'), 'a-very-long-name-of-reh-3f9a1c'.slice(0, 30)));
  it('keeps what it needs and loses what would write to people', () =>
    assert.deepEqual(
      cloneConfig({ SECRET: 'x', DATABASE_URL: 'd', EMAIL_HOST: 'm', SENDGRID_API_KEY: 'k', PROLIFIC_TOKEN: 'p' }, ['DATABASE_URL']),
      { SECRET: 'x' },
    ));
});
