import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { accountOf } from '../../accounts/account.ts';
import { acceptInvitation, invite } from '../../accounts/invite.ts';
import { makeToken } from '../../accounts/tokens.ts';
import * as permissions from '../../store/permissions.ts';
import { testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';

const groupsShape = v.array(v.object({ id: v.number(), name: v.string(), permissions: v.array(v.string()), users: v.array(v.string()) }));
const usersShape = v.array(v.object({ id: v.number(), username: v.string(), is_active: v.boolean() }));

describe('keys of users', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let writing: string;
  let looking: string;
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: 'key', cookieSecret: 'x'.repeat(32) });
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' });
    const group = (await permissions.groupsOf(tab.db, tournament.id)).find(({ name }) => name === 'Adjudication Core');
    assert.ok(group);
    const place = { tournamentId: tournament.id, groupId: group.id };
    await acceptInvitation(tab, await invite(tab, { actor: 'admin', place, userId: null, email: null }), {
      name: 'ines',
      password: 'ten letters',
    });
    const account = await accountOf(tab, 'ines', 'cup');
    assert.ok(account);
    writing = await makeToken(tab, account, { label: 'script', scope: 'write' });
    looking = await makeToken(tab, account, { label: 'board', scope: 'read' });
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  type Verb = 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `GET users`, by whoever has the key. */
  const call = async (token: string, what: `${Verb} ${string}`, body?: object) => {
    const [verb = '', path = ''] = what.split(' ');
    const method = (['GET', 'POST', 'PATCH', 'DELETE'] as const).find((one) => one === verb) ?? 'GET';
    return server.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Token ${token}` },
      ...(body ? { payload: body } : {}),
    });
  };

  const motion = { text: 'That we would test', rounds: [{ round: 1 }] };
  const cases = [
    { it: 'does what its owner may', token: () => writing, method: 'POST', path: 'tournaments/cup/motions', body: motion, status: 201 },
    {
      it: 'does not what its owner may not',
      token: () => writing,
      method: 'POST',
      path: 'tournaments/cup/preferences/bulk',
      body: {},
      status: 403,
    },
    { it: 'for looking changes nothing', token: () => looking, method: 'POST', path: 'tournaments/cup/motions', body: motion, status: 403 },
    { it: 'for looking looks', token: () => looking, method: 'GET', path: 'tournaments/cup/motions', status: 200 },
    { it: 'of somebody else’s making is none', token: () => 'rt_guess', method: 'GET', path: 'tournaments/cup/motions', status: 401 },
    { it: 'lists no accounts', token: () => writing, method: 'GET', path: 'users', status: 403 },
  ] as const;
  for (const c of cases)
    it(c.it, async () => {
      const answer = await call(c.token(), `${c.method} ${c.path}`, 'body' in c ? c.body : undefined);
      assert.equal(answer.statusCode, c.status, answer.body);
    });

  it('the app’s own key sees groups with their members, and changes them', async () => {
    const groups = v.parse(groupsShape, (await call('key', 'GET tournaments/cup/user-groups')).json());
    const core = groups.find(({ name }) => name === 'Adjudication Core');
    assert.ok(core);
    assert.deepEqual([groups.length, core.users.length], [6, 1]);
    const change = { permissions: [...core.permissions, 'edit.settings'] };
    assert.equal((await call('key', `PATCH tournaments/cup/user-groups/${core.id}`, change)).statusCode, 200);
    assert.notEqual((await call(writing, 'POST tournaments/cup/preferences/bulk', {})).statusCode, 403);
    assert.equal((await call('key', 'POST tournaments/cup/user-groups', { name: 'X', permissions: ['fly'] })).statusCode, 422);
  });

  it('closes an account, and its keys with it', async () => {
    const users = v.parse(usersShape, (await call('key', 'GET users')).json());
    const ines = users.find(({ username }) => username === 'ines');
    assert.ok(ines);
    assert.equal((await call('key', `DELETE users/${ines.id}`)).statusCode, 204);
    assert.equal((await call(looking, 'GET tournaments/cup/motions')).statusCode, 401);
  });
});
