import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import type { Operations } from '../client.ts';
import { until } from '../testing/dynod.ts';
import { TestPlatform } from '../testing/platform.ts';

let platform: TestPlatform;
let client: Operations;
before(async () => {
  platform = await TestPlatform.start();
  ({ client } = platform);
  await client.createApp('tab');
});
after(() => platform[Symbol.asyncDispose]());

const message = {
  from: 'tab@example.org',
  to: ['ann@example.org', 'ben@example.org'],
  subject: 'Your private link ✓',
  text: 'Here it is',
  html: '<p onclick="steal()">Here <b>it</b> is<script>steal()</script><img src="https://elsewhere.example/seen.gif"></p>',
  attachments: [{ filename: 'draw.csv', content: 'a,b' }],
};

async function send(url: string, mail: object = message): Promise<unknown> {
  const transport = createTransport(url);
  try {
    return await transport.sendMail(mail);
  } finally {
    transport.close();
  }
}

const mailUrl = async (): Promise<string> => (await client.config('tab'))['MAIL_URL'] ?? '';

describe('a mail add-on', () => {
  it('tells the app as Django and most libraries want to be told', async () => {
    const addon = await client.createAddon('tab', { plan: 'mail', as: null });
    assert.deepEqual([addon.service, addon.plan, addon.state], ['mail', 'starter', 'available']);
    const config = await client.config('tab');
    const url = new URL(config['MAIL_URL'] ?? '');
    assert.deepEqual([config['EMAIL_HOST'], config['EMAIL_PORT'], config['EMAIL_USE_TLS']], [url.hostname, url.port, '']);
    assert.deepEqual([config['EMAIL_HOST_USER'], config['EMAIL_HOST_PASSWORD']], [url.username, url.password]);
    assert.ok(config['DEFAULT_FROM_EMAIL']);
  });

  it('keeps what is sent, to be read, and sends nothing on', async () => {
    await send(await mailUrl());
    const [mail] = await client.mails('tab', 10);
    assert.deepEqual([mail?.from, mail?.to, mail?.subject, mail?.state], ['tab@example.org', message.to, message.subject, 'kept']);
    const read = await client.mail('tab', mail?.id ?? 0);
    assert.equal(read.text.trim(), 'Here it is');
    assert.deepEqual(
      read.attachments.map(({ name, bytes }) => [name, bytes]),
      [['draw.csv', 3]],
    );
  });

  it('shows markup without what could act or tell that it was read', async () => {
    const [mail] = await client.mails('tab', 1);
    const { html } = await client.mail('tab', mail?.id ?? 0);
    assert.match(html ?? '', /<b>it<\/b>/);
    assert.doesNotMatch(html ?? '', /script|onclick|img|elsewhere/);
  });

  it('says each message in the log of the app, without an address or a subject', async () => {
    await until(async () => (await client.logs('tab', { lines: 50, dyno: 'mail' })).some(({ text }) => text.includes('for 2 recipients')));
    const lines = (await client.logs('tab', { lines: 50, dyno: 'mail' })).map(({ text }) => text).join('\n');
    assert.doesNotMatch(lines, /example\.org|private link/);
  });

  it('wants its password', async () => {
    const url = new URL(await mailUrl());
    url.password = 'wrong';
    await assert.rejects(send(url.href), /Wrong user or password/);
    url.username = '';
    url.password = '';
    await assert.rejects(send(url.href), /authentication required/i);
  });

  it('goes on while control is away', async () => {
    const url = await mailUrl();
    await platform.kill('control');
    await send(url, { ...message, subject: 'nobody at the desk' });
    platform.run('control');
    await platform.isReady();
    assert.equal((await client.mails('tab', 1))[0]?.subject, 'nobody at the desk');
  });

  it('sends on to a relay, and tries again what the relay did not take', async () => {
    const taken: string[] = [];
    let refusals = 0;
    const relay = new SMTPServer({
      authOptional: true,
      logger: false,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (address, _session, done) => {
        if (address.address !== 'ben@example.org' || refusals > 0) return done();
        refusals += 1;
        return done(Object.assign(new Error('not now'), { responseCode: 451 }));
      },
      onData: (stream, session, done) => {
        stream.resume().once('end', () => {
          taken.push(...session.envelope.rcptTo.map(({ address }) => address));
          done();
        });
      },
    });
    relay.listen(0, '127.0.0.1');
    await once(relay.server, 'listening');
    const place = relay.server.address();
    const port = typeof place === 'object' && place !== null ? place.port : 0;
    assert.deepEqual(await client.setMailRelay('tab', `smtp://user:secret@127.0.0.1:${port}`), {
      relay: `smtp://user:***@127.0.0.1:${port}`,
    });
    await client.setMailRelay('tab', `smtp://127.0.0.1:${port}`);
    await send(await mailUrl(), { ...message, to: 'ann@example.org' });
    await until(async () => (await client.mails('tab', 1))[0]?.state === 'sent');
    assert.deepEqual(taken, ['ann@example.org']);
    await send(await mailUrl(), { ...message, to: 'ben@example.org' });
    await until(async () => (await client.mails('tab', 1))[0]?.failure !== null);
    const [late] = await client.mails('tab', 1);
    assert.deepEqual([late?.state, /not now/.test(late?.failure ?? '')], ['waiting', true]);
    await client.setMailRelay('tab', null);
    await new Promise<void>((resolve) => relay.close(() => resolve()));
  });

  it('refuses a relay that is none', () =>
    assert.rejects(client.setMailRelay('tab', 'mail.example.org'), { status: 422, hint: /smtp:\/\// }));

  it('goes with its messages', async () => {
    const [addon] = await client.addons('tab');
    await client.destroyAddon('tab', addon?.name ?? '', 'tab');
    assert.equal((await client.config('tab'))['EMAIL_HOST'], undefined);
    await assert.rejects(client.mails('tab', 1), { code: 'PLATFORM_NO_MAIL' });
  });
});
