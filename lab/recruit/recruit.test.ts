import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { adjustPayment } from '../payments/adjust.ts';
import { createSession, type CreatedSession } from '../sessions/create.ts';
import { participants } from '../store/overview.ts';
import { setRecruit } from '../store/recruit.ts';
import { turnedAway } from '../store/turned-away.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

const game = defineGame({ name: 'short' });
const project = defineProject({
  defaults: { participationFee: 1, pointValue: 1 },
  sessions: [
    { name: 'short', games: [game.sequence(game.page('Only', { view: ({ next }) => html`${next}` }))], captureParams: ['source'] },
  ],
});

/** A browser that keeps cookies. */
class Browser {
  readonly #server: FastifyInstance;
  #cookies: Record<string, string> = {};
  url = '';

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async go(url: string, form?: Readonly<Record<string, string>>): Promise<string> {
    const headers = { accept: 'text/html', ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) };
    const sent = form ? { method: 'POST' as const, payload: new URLSearchParams(form).toString() } : {};
    const answer = await this.#server.inject({ url, headers, cookies: this.#cookies, ...sent });
    for (const { name, value } of answer.cookies) this.#cookies = { ...this.#cookies, [name]: value };
    if (answer.headers.location) return this.go(answer.headers.location);
    this.url = url;
    return answer.body;
  }
}

describe('somebody from Prolific', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let session: CreatedSession;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    session = await createSession(lab, { config: 'short', participants: 2 });
    await setRecruit(lab.db, session.id, {
      provider: 'prolific',
      codes: { completed: 'C0DE', full: 'FU11' },
      endUrl: null,
      whenFull: 'Too many <came>.',
    });
  });
  after(async () => {
    await server.close();
    await lab.close();
  });

  it('is known by the name that Prolific gives them, and what the link says is kept', async () => {
    const browser = new Browser(server);
    const link = `/join/${session.joinCode}?PROLIFIC_PID=5fa1&STUDY_ID=s1&SESSION_ID=x&source=mail&other=no`;
    const start = await browser.go(link);
    assert.match(start, /5fa1/);
    await browser.go(`/join/${session.joinCode}`, { participant_label: '5fa1' });
    const [first] = await participants(lab.db, session.id);
    assert.equal(first?.label, '5fa1');
    assert.deepEqual(first?.vars, { PROLIFIC_PID: '5fa1', STUDY_ID: 's1', SESSION_ID: 'x', source: 'mail' });
  });

  it('goes back with the code at the end', async () => {
    const browser = new Browser(server);
    const page = await browser.go(`/InitializeParticipant/${session.participantCodes[0]}`);
    const intent = /name="intent" value="([0-9a-f]{32})"/.exec(page)?.[1] ?? '';
    const end = await browser.go(browser.url, { intent });
    assert.match(end, /Your completion code is <code>C0DE<\/code>/);
    assert.match(end, /href="https:\/\/app\.prolific\.com\/submissions\/complete\?cc=C0DE"/);
  });

  it('finds no seat, reads why, takes a code of their own back, and is listed for who pays them', async () => {
    const late = async (): Promise<string> => {
      const browser = new Browser(server);
      await browser.go(`/join/${session.joinCode}?PROLIFIC_PID=late&STUDY_ID=s1`);
      return browser.go(`/join/${session.joinCode}`, { participant_label: 'late' });
    };
    await new Browser(server).go(`/join/${session.joinCode}`, { participant_label: 'last' });
    const page = await late();
    await late();
    assert.match(page, /Too many &lt;came&gt;\./);
    assert.match(page, /complete\?cc=FU11/);
    assert.doesNotMatch(page, /C0DE/);
    const [line, ...more] = await turnedAway(lab.db, session.id);
    assert.deepEqual([line?.label, line?.times, more], ['late', 2, []]);
  });

  it('sees at the end what was put right by hand', async () => {
    const [code = ''] = session.participantCodes;
    await adjustPayment({ session, code, amount: 2.5, reason: 'waited <long>', actor: 'admin' }, lab);
    const end = await new Browser(server).go(`/InitializeParticipant/${code}`);
    assert.match(end, /You earned <b>\$3\.50<\/b> in all/);
    assert.match(end, /<b>\$2\.50<\/b> waited &lt;long&gt;/);
  });

  it('is paid a bonus by a file that Prolific takes', async () => {
    const answer = await server.inject({ url: `/sessions/${session.code}/bonuses.csv` });
    assert.equal(answer.body, '5fa1,2.50\r\n');
    assert.match(String(answer.headers['content-disposition']), /bonuses-/);
  });
});
