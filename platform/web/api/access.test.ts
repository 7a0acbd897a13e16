import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { send } from '#kit/http/client.ts';
import type { Answer, SendOptions } from '#kit/http/client.ts';
import { deploy } from '../../client.ts';
import type { Operations } from '../../client.ts';
import { appFolder, helloApp } from '../../testing/app-folder.ts';
import { TestPlatform } from '../../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('shop');
  await deploy(client, 'shop', { source: { kind: 'folder', path: await appFolder(helloApp) }, onLine: () => {} });
});
after(() => platform[Symbol.asyncDispose]());

/** As the router passes it on: the door to those who are not on this machine. */
function outside(path: string, options: Partial<SendOptions> = {}): Promise<Answer> {
  return send({ url: `http://localhost${path}`, socketPath: platform.paths.dashboardSocket, ...options });
}

describe('roles', () => {
  const tokenOf = async (role: 'viewer' | 'operator' | 'admin'): Promise<{ authorization: string }> => ({
    authorization: `Bearer ${(await client.createToken(role, { role })).token}`,
  });
  const scaleBody = { updates: [{ type: 'web', quantity: 1 }] };

  it('a viewer looks, and is told who may do more', async () => {
    const headers = await tokenOf('viewer');
    assert.equal((await outside('/api/apps/shop', { headers })).status, 200);
    const refused = await outside('/api/apps/shop/formation', { method: 'PATCH', headers, body: scaleBody });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /PLATFORM_NOT_ALLOWED.*operator or admin or owner/s);
  });
  it('an operator scales, and sees no secret', async () => {
    const headers = await tokenOf('operator');
    assert.equal((await outside('/api/apps/shop/formation', { method: 'PATCH', headers, body: scaleBody })).status, 200);
    assert.equal((await outside('/api/apps/shop/config-vars', { headers })).status, 403);
    assert.equal((await outside('/api/apps/shop/config-vars/names', { headers })).status, 200);
  });
  it('an admin changes apps, and lets nobody else in', async () => {
    const headers = await tokenOf('admin');
    assert.equal((await outside('/api/apps/shop/config-vars', { headers })).status, 200);
    assert.equal((await outside('/api/tokens', { method: 'POST', headers, body: { label: 'x' } })).status, 403);
    assert.equal((await outside('/api/users', { headers })).status, 403);
  });
});

describe('the audit log', () => {
  it('says who changed what and who read secrets, never a value; what was refused too', async () => {
    await client.setConfig('shop', { set: { HIDDEN: 'a value nobody may read' }, restart: false });
    await client.config('shop');
    await assert.rejects(client.scale('shop', { web: 900 }));
    const { entries } = await client.audit({ app: 'shop', limit: 4 });
    assert.deepEqual(
      entries.map(({ action, refused }) => [action, refused]),
      [
        ['scale', 'PLATFORM_WRONG_QUANTITY'],
        ['scale', null],
        ['config', null],
        ['setConfig', null],
      ],
    );
    assert.match(entries[3]?.detail ?? '', /"HIDDEN":"sha256:/);
    assert.doesNotMatch(JSON.stringify(entries), /nobody may read/);
    assert.deepEqual(await client.verifyAudit(), { isWhole: true, brokenAt: null });
  });
});

describe('what somebody else changed meanwhile', () => {
  it('is not overwritten: scale', async () => {
    await client.scale('shop', { web: { quantity: 2, was: 1 } });
    await assert.rejects(client.scale('shop', { web: { quantity: 3, was: 1 } }), { code: 'PLATFORM_CHANGED_MEANWHILE', status: 409 });
    assert.equal((await client.formation('shop'))[0]?.quantity, 2);
  });
  it('is not overwritten: config', async () => {
    const { version } = await client.configKeys('shop');
    await client.setConfig('shop', { set: { A: '1' }, restart: false, seen: version });
    await assert.rejects(client.setConfig('shop', { set: { A: '2' }, restart: false, seen: version }), { status: 409 });
    assert.equal((await client.config('shop'))['A'], '1');
  });
  it('is not overwritten: rollback', async () => {
    await assert.rejects(client.rollback('shop', { version: 1, withConfig: false, seen: 9_999 }), { status: 409 });
  });
});

describe('users', () => {
  it('are made, changed and removed; wrong ones are refused in words', async () => {
    await client.addUser('ada', { role: 'operator', apps: ['shop'], password: 'some long words' });
    await assert.rejects(client.addUser('ada', { role: 'viewer', apps: null, password: 'some long words' }), { status: 422 });
    await assert.rejects(client.addUser('ben', { role: 'viewer', apps: null, password: 'short' }), /at least 12/);
    await assert.rejects(client.addUser('ben', { role: 'viewer', apps: ['nothing'], password: 'some long words' }), { status: 404 });
    assert.deepEqual((await client.changeUser('ada', { role: 'viewer' })).apps, ['shop']);
    assert.equal((await client.users()).length, 1);
    await client.removeUser('ada');
    await assert.rejects(client.removeUser('ada'), { status: 404 });
  });
});
