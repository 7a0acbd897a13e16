import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { textQuery } from '#kit/db/query.ts';
import { newIntent } from '#kit/db/receipts.ts';
import type { MailServer } from '../config.ts';
import { findRound, findTournament } from '../round/find.ts';
import type { MessageKind } from '../rules/messages/kinds.ts';
import * as messages from '../store/messages.ts';
import { act, testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { publicNames } from '../public-pages/names.ts';
import { recipientsOf, type Recipient } from './compose.ts';
import { putReceipts } from './ballot-receipts.ts';
import { deliverDue } from './deliver.ts';
import { putOnWay, type SendWish } from './put-on-way.ts';

const giveAddresses = textQuery<object, unknown>('test.addresses', `update people set email = 'p' || id || '@example.org'`, () => []);
const hurry = textQuery<object, unknown>(
  'test.hurry',
  `update messages set next_try_at = now() - interval '1 second' where status = 'waiting'`,
  () => [],
);
const forget = textQuery<object, unknown>('test.forget', 'delete from messages', () => []);

describe('messages by e-mail', () => {
  let tab: TestTab;
  let smtp: SMTPServer;
  let server: MailServer;
  /** What the mail server has taken; it refuses addresses that stand in `refused`. */
  const inbox: Email[] = [];
  const raw: Buffer[] = [];
  const refused = new Set<string>();
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' });
    await tab.db.run(giveAddresses, {});
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => done(refused.has(address) ? new Error('No such mailbox') : null),
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () => {
            raw.push(Buffer.concat(parts));
            done();
          });
      },
    });
    smtp.listen(0, '127.0.0.1');
    await once(smtp.server, 'listening');
    const address = smtp.server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const { port } = address;
    server = { host: '127.0.0.1', port, user: '', password: '', useTls: false, from: 'tab@example.org' };
  });
  beforeEach(async () => {
    inbox.length = 0;
    refused.clear();
    await tab.db.run(forget, {});
  });
  after(async () => {
    await new Promise<void>((done) => smtp.close(done));
    await tab.close();
  });

  /** Delivers what is due, and reads what the mail server took of it. */
  const deliver = async (): Promise<number> => {
    const taken = await deliverDue(tab, server);
    for (const mail of raw.splice(0)) inbox.push(await PostalMime.parse(mail));
    return taken;
  };
  const recipients = async (kind: MessageKind, seq = 1): Promise<Recipient[]> => {
    const { tournament, round } = await findRound(tab, 'cup', seq);
    const names = await publicNames(tab, tournament);
    return recipientsOf(tab, {
      tournament,
      kind,
      round,
      names,
      linkOf: (key) => `https://tab.example.org/cup/privateurls/${key}/`,
      standingsUrl: null,
    });
  };
  const send = async (wish: Partial<SendWish> & Pick<SendWish, 'kind' | 'recipients'>): Promise<number> =>
    putOnWay(tab, {
      tournament: await findTournament(tab, 'cup'),
      round: null,
      actor: 'director',
      intent: newIntent(),
      subject: 'News for {{ USER }}',
      body: 'Hi {{ USER }}',
      ...wish,
    });
  const counts = async () => messages.counts(tab.db, (await findTournament(tab, 'cup')).id);

  it('tell each their own private link, from the tournament, with answers to the tab room', async () => {
    const values = { 'email.reply_to_address': 'director@example.org' };
    await changeSettings(tab, { tournament: await findTournament(tab, 'cup'), values, actor: 'test' });
    const [first] = await recipients('url');
    assert.ok(first);
    assert.equal(await send({ kind: 'url', recipients: [first], subject: 'Your link, {{ USER }}', body: 'It is {{ URL }}' }), 1);
    assert.equal(await deliver(), 1);
    const [mail] = inbox;
    assert.ok(mail);
    assert.equal(mail.subject, `Your link, ${first.name}`);
    assert.equal(mail.text?.trim(), `It is https://tab.example.org/cup/privateurls/${first.urlKey}/`);
    assert.deepEqual(
      [mail.from, ...(mail.to ?? []), ...(mail.replyTo ?? [])].map((one) => one?.address),
      ['tab@example.org', first.email, 'director@example.org'],
    );
    assert.deepEqual(await counts(), { waiting: 0, sent: 1, failed: 0 });
  });

  it('are written once when a form is sent twice, and delivered once by two workers', async () => {
    const all = await recipients('custom');
    const intent = newIntent();
    const both = await Promise.all([send({ kind: 'custom', recipients: all, intent }), send({ kind: 'custom', recipients: all, intent })]);
    assert.equal(both[0] + both[1], all.length);
    await Promise.all([deliver(), deliver()]);
    assert.equal(inbox.length, all.length);
    assert.equal(new Set(inbox.map(({ messageId }) => messageId)).size, all.length);
  });

  it('are tried again when the mail server does not take them, with its words, and given up in the end', async () => {
    const [first, second] = await recipients('custom');
    assert.ok(first && second);
    refused.add(first.email);
    await send({ kind: 'custom', recipients: [first, second] });
    assert.equal(await deliver(), 1);
    const { id } = await findTournament(tab, 'cup');
    assert.match((await messages.latest(tab.db, id)).find(({ name }) => name === first.name)?.failure ?? '', /No such mailbox/);
    for (let tries = 1; tries < 5; tries += 1) {
      assert.deepEqual(await counts(), { waiting: 1, sent: 1, failed: 0 });
      await tab.db.run(hurry, {});
      await deliver();
    }
    assert.deepEqual(await counts(), { waiting: 0, sent: 1, failed: 1 });
    refused.clear();
    await messages.tryAgain(tab.db, { tournamentId: id, now: new Date() });
    await deliver();
    assert.deepEqual(await counts(), { waiting: 0, sent: 2, failed: 0 });
  });

  it('tell the draw only once it is published: adjudicators their room and seat, speakers their team and side', async () => {
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-sides', 'confirm-draw', 'allocate', 'allocate-rooms');
    await assert.rejects(recipients('adjudicator-draw'), { message: 'The draw of Round 1 is not published.' });
    await act(tab, { slug: 'cup', seq: 1 }, 'publish');
    const judges = await recipients('adjudicator-draw');
    assert.ok(
      judges.length > 0 &&
        judges.every(({ kind, values }) => kind === 'adjudicator' && /^(chair|panellist|trainee)$/.test(values['POSITION'] ?? '')),
    );
    const speakers = await recipients('team-draw');
    assert.equal(speakers.length, 48);
    for (const { values } of speakers) assert.ok(values['DRAW']?.includes(`${values['TEAM']} (${values['SIDE']})`), JSON.stringify(values));
  });

  it('tell motions only once they are released', async () => {
    await assert.rejects(recipients('motions'), { message: 'The motions of Round 1 are not released.' });
  });

  it('tell each speaker how the team is registered', async () => {
    const speakers = await recipients('team-registration');
    assert.equal(speakers.length, 48);
    const [first] = speakers;
    assert.ok(first?.values['SPEAKERS']?.includes(first.name));
    assert.deepEqual(Object.keys(first?.values ?? {}).toSorted(), [
      'BREAK',
      'CODE',
      'EMOJI',
      'INSTITUTION',
      'LONG',
      'SHORT',
      'SPEAKERS',
      'TOURN',
      'URL',
      'USER',
    ]);
  });

  it('tell points only of rounds that are over, and none while a round before is silent', async () => {
    await assert.rejects(recipients('team-points'), { message: 'The results of Round 1 are not complete.' });
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'played', seed: 'b', simulate: 2 });
    const found = await findRound(tab, 'played', 2);
    const names = await publicNames(tab, found.tournament);
    const wish = {
      ...found,
      kind: 'team-points',
      names,
      linkOf: (key: string) => key,
      standingsUrl: 'https://tab.example.org/played/standings',
    } as const;
    const points = await recipientsOf(tab, wish);
    assert.equal(points.length, 48);
    assert.equal(
      points.reduce((sum, { values }) => sum + Number(values['POINTS']), 0),
      2 * 2 * 6 * 6,
    );
    assert.equal(points[0]?.values['URL'], 'https://tab.example.org/played/standings');
    await tab.db.run(
      textQuery<object, unknown>(
        'test.hush',
        "update rounds set silent = true where seq = 1 and tournament_id = (select id from tournaments where slug = 'played')",
        () => [],
      ),
      {},
    );
    await assert.rejects(recipientsOf(tab, wish), { message: 'The results of Round 1 are silent.' });
  });

  it('tell adjudicators what was counted of their ballot, once, where the settings ask for it', async () => {
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'receipts', seed: 'c', simulate: 1 });
    await tab.db.run(giveAddresses, {});
    await tab.db.run(
      textQuery<object, unknown>(
        'test.reopen',
        "update rounds set completed = false where tournament_id = (select id from tournaments where slug = 'receipts')",
        () => [],
      ),
      {},
    );
    assert.equal(await putReceipts(tab), 0);
    const values = { 'email.enable_ballot_receipts': true };
    await changeSettings(tab, { tournament: await findTournament(tab, 'receipts'), values, actor: 'test' });
    const both = await Promise.all([putReceipts(tab), putReceipts(tab)]);
    assert.deepEqual(both, [6, 6]);
    assert.equal(await putReceipts(tab), 0);
    await deliver();
    const [mail] = inbox;
    assert.match(mail?.subject ?? '', /^Your ballot for Round 1: .+, .+, .+, .+ has been received$/);
    const sides = mail?.text?.match(
      /^(Opening|Closing) (Government|Opposition): .+ \([0-3] points?, total \d+\)\r?\n {2}1\. .+ \(\d+\)\r?\n {2}2\. .+ \(\d+\)/gm,
    );
    assert.equal(sides?.length, 4);
    const addresses = inbox.flatMap(({ to }) => to?.map(({ address }) => address) ?? []);
    assert.equal(new Set(addresses).size, addresses.length);
  });

  it('are refused with a name that stands for nothing, without a text, or to nobody who has an address', async () => {
    const [first] = await recipients('custom');
    assert.ok(first);
    await assert.rejects(send({ kind: 'custom', recipients: [first], body: 'In {{ VENUE }}' }), {
      message: '{{ VENUE }} stands for nothing in this message.',
    });
    await assert.rejects(send({ kind: 'custom', recipients: [first], body: '  ' }), { message: 'A message needs a subject and a text.' });
    await assert.rejects(send({ kind: 'custom', recipients: [{ ...first, email: '' }] }), {
      message: 'Nobody of those chosen has an e-mail address.',
    });
    assert.deepEqual(await counts(), { waiting: 0, sent: 0, failed: 0 });
  });
});
