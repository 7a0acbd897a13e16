import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { firstBadRow } from '../../store/journal.ts';
import * as permissions from '../../store/permissions.ts';
import { testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';
import { FormBrowser } from '../form-browser.ts';
import { needOf } from './needs.ts';
import { registerAdmin } from './pages.ts';
import { paths } from './routes.ts';

describe('accounts', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let admin: FormBrowser;
  let groups: ReadonlyMap<string, number>;
  let tournamentId: Awaited<ReturnType<typeof createDemo>>['id'];
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: 'key', cookieSecret: 'x'.repeat(32) });
    ({ id: tournamentId } = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' }));
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'other', seed: 'b' });
    admin = new FormBrowser(server);
    await admin.signIn('secret');
    groups = new Map((await permissions.groupsOf(tab.db, tournamentId)).map(({ name, id }) => [name, id]));
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const linkIn = (page: string): string => new URL(/data-link>([^<]+)</.exec(page)?.[1] ?? 'http://none/').pathname;
  const groupId = (name: string): string => String(groups.get(name));

  /** Invites somebody into a group, and makes their account. */
  const member = async (name: string, group: string): Promise<FormBrowser> => {
    const made = await admin.post(paths.invite('cup'), { group: groupId(group) }, paths.users('cup'));
    const browser = new FormBrowser(server);
    const link = linkIn(made.body);
    const accepted = await browser.post(link, { name, password: `${name} likes tea` }, link);
    assert.equal(accepted.statusCode, 303, accepted.body);
    return browser;
  };

  it('a link makes one account, once, and the person is signed in', async () => {
    const made = await admin.post(
      paths.invite('cup'),
      { group: groupId('Tabulation Assistant'), email: 'nia@example.org' },
      paths.users('cup'),
    );
    const link = linkIn(made.body);
    const nia = new FormBrowser(server);
    assert.match((await nia.get(link)).body, /Make your account/);
    assert.match((await nia.post(link, { name: 'nia', password: 'short' }, link)).body, /at least 10 characters/);
    assert.equal((await nia.post(link, { name: 'nia', password: 'a long password' }, link)).statusCode, 303);
    assert.match((await nia.get(paths.me())).body, /You are nia\./);
    const second = await new FormBrowser(server).get(link);
    assert.equal(second.statusCode, 410);
    assert.match(second.body, /used, or older than a day/);
  });

  it('a name is taken once, whatever its capitals', async () => {
    const made = await admin.post(paths.invite('cup'), { group: groupId('Equity') }, paths.users('cup'));
    const link = linkIn(made.body);
    const answer = await new FormBrowser(server).post(link, { name: 'NIA', password: 'a long password' }, link);
    assert.match(answer.body, /Somebody else is called &quot;NIA&quot; here\./);
  });

  it('asks each route for its permission, and says which is missing', async () => {
    const assistant = await member('lena', 'Tabulation Assistant');
    assert.equal((await assistant.get(paths.overview('cup'))).statusCode, 200);
    const refused = await assistant.get(paths.settings('cup'));
    assert.equal(refused.statusCode, 403);
    assert.match(refused.body, /Your account may not do this: see settings\./);
    const act = await assistant.post(paths.act('cup', 1, 'publish'), {}, paths.overview('cup'));
    assert.equal(act.statusCode, 403);
    assert.equal((await assistant.get(paths.overview('other'))).statusCode, 403);
    assert.equal((await assistant.get(paths.accounts())).statusCode, 403);
    assert.doesNotMatch((await assistant.get(paths.overview('cup'))).body, /Settings<\/a>/);
  });

  it('lets in who has the permission, from their very next page on', async () => {
    const director = await member('omar', 'Tabulation Director');
    assert.equal((await director.get(paths.settings('cup'))).statusCode, 200);
    const id = (await permissions.membersOf(tab.db, tournamentId)).find(({ name }) => name === 'omar')?.id ?? 0;
    await admin.post(paths.member('cup', id), { group: groupId('Language') }, paths.users('cup'));
    assert.equal((await director.get(paths.settings('cup'))).statusCode, 403);
    await admin.post(paths.member('cup', id), { permission: ['view.settings'] }, paths.users('cup'));
    assert.equal((await director.get(paths.settings('cup'))).statusCode, 200);
  });

  it('nobody gives what they do not have', async () => {
    const made = await admin.post(
      paths.group('cup', 'new'),
      { name: 'Helpers', permission: ['view.users', 'edit.users'] },
      paths.users('cup'),
    );
    assert.equal(made.statusCode, 303);
    groups = new Map((await permissions.groupsOf(tab.db, tournamentId)).map(({ name, id }) => [name, id]));
    const helper = await member('ines', 'Helpers');
    const self = (await permissions.membersOf(tab.db, tournamentId)).find(({ name }) => name === 'ines')?.id ?? 0;
    const rise = await helper.post(paths.member('cup', self), { group: groupId('Tabulation Director') }, paths.users('cup'));
    assert.equal(rise.statusCode, 403);
    assert.match(rise.body, /which your own account does not have/);
    const invited = await helper.post(paths.invite('cup'), { group: groupId('Tabulation Director') }, paths.users('cup'));
    assert.match(invited.body, /may do more than you/);
  });

  it('who is closed out is out at once, and their key with them', async () => {
    const gone = await member('pavel', 'Tabulation Director');
    const key =
      /data-token>([^<]+)</.exec((await gone.post(paths.myTokens(), { label: 'script', scope: 'write' }, paths.me())).body)?.[1] ?? '';
    assert.match(key, /^rt_/);
    const id = (await permissions.membersOf(tab.db, tournamentId)).find(({ name }) => name === 'pavel')?.id ?? 0;
    await admin.post(paths.account(id), { do: 'rights' }, paths.accounts());
    assert.equal((await gone.get(paths.overview('cup'))).statusCode, 303);
    const guess = await new FormBrowser(server).post('/login', { name: 'pavel', password: 'pavel likes tea' }, '/login');
    assert.equal(guess.statusCode, 401);
  });

  it('counts wrong passwords by account, not by address', async () => {
    await member('quinn', 'Equity');
    const guess = async (name: string) => (await new FormBrowser(server).post('/login', { name, password: 'guess' }, '/login')).statusCode;
    const tries: number[] = [];
    for (let time = 0; time < 6; time += 1) tries.push(await guess('quinn'));
    assert.deepEqual(tries, [401, 401, 401, 401, 401, 429]);
    assert.equal(await guess('nobody-here'), 401);
  });

  it('the log says who did it', async () => {
    const page = (await admin.get(`${paths.log('cup')}?words=group`)).body;
    assert.match(page, /<b>admin<\/b>/);
    assert.match(page, /group saved/);
    assert.doesNotMatch(page, /tournament made/);
    const [people, settings] = [
      (await admin.get(`${paths.log('cup')}?area=people`)).body,
      (await admin.get(`${paths.logFile('cup')}?area=settings`)).body,
    ];
    assert.match(people, /group saved/);
    assert.doesNotMatch(people, /tournament made/);
    assert.deepEqual([/tournament_made/.test(settings), /group_saved/.test(settings)], [true, false]);
    assert.match((await admin.get(paths.logFile('cup'))).body, /^seq,at,actor,verb,subject,change\r\n/);
    assert.equal(await firstBadRow(tab.db, tournamentId), null);
  });
});

describe('the table of what routes ask for', () => {
  it('knows every route of the tab room', async () => {
    const tab = await testTab();
    const routes: { readonly method: string; readonly url: string }[] = [];
    const server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    server.addHook('onRoute', ({ method, url }) => void routes.push(...[method].flat().map((one) => ({ method: one, url }))));
    await registerAdmin(server, tab, 'secret');
    await server.close();
    await tab.close();
    const inside = routes.filter(
      ({ method, url }) => method !== 'HEAD' && /^\/(admin|accounts\/me|:slug\/(admin|assistant))(\/|$)/.test(url),
    );
    assert.ok(inside.length > 30);
    const unknown = inside.filter(({ method, url }) => needOf(method, url, {}) === null).map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual(unknown, []);
  });
});
