import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { findRound, findTournament } from '../round/find.ts';
import type { Debate } from '../rules/debate.ts';
import type { PersonId } from '../rules/ids.ts';
import { saveThing } from '../setup/change.ts';
import { kinds } from '../setup/kinds.ts';
import * as debates from '../store/debates.ts';
import * as people from '../store/people.ts';
import { testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { FormBrowser } from '../web/form-browser.ts';
import { counting as countingDatabase } from '../testing/counting.ts';
import { createSite } from '../web/server.ts';
import { progressOf } from './progress.ts';
import { scoresIn } from './scores.ts';
import { debatesOf } from './sources.ts';

const slug = 'bp';

describe('feedback on judges, given on private links', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let room: Debate;
  const keys = new Map<PersonId, string>();
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug, seed: 'feedback', simulate: 1 });
    const { tournament, round } = await findRound(tab, slug, 1);
    await changeSettings(tab, {
      tournament,
      actor: 'test',
      values: { 'data_entry.participant_feedback': 'private-urls', 'feedback.feedback_paths': 'with-p-on-c' },
    });
    const found = (await debates.ofRound(tab.db, round.id)).find(({ panel }) => panel.length > 1);
    assert.ok(found);
    room = found;
    for (const { personId, urlKey } of await people.links(tab.db, tournament.id, 'adjudicator')) keys.set(personId, urlKey);
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const seat = (index: number): PersonId => {
    const member = room.panel[index];
    assert.ok(member);
    return member.id;
  };
  const urlOf = (person: PersonId): string => `/${slug}/privateurls/${keys.get(person)}/feedback`;
  /** Fills the form of the room and sends it; gives the page that comes. */
  async function send(person: PersonId, fields: Readonly<Record<string, string>>) {
    const browser = new FormBrowser(server);
    const page = (await browser.get(urlOf(person))).body;
    const intent = new RegExp(`name="debate" value="${room.id}"><input type="hidden" name="intent" value="([^"]+)"`).exec(page)?.[1] ?? '';
    return browser.post(urlOf(person), { debate: String(room.id), intent, ...fields }, '/login');
  }
  const progress = async () => progressOf(tab, await findTournament(tab, slug));
  const owedBy = async (person: PersonId) =>
    (await progress()).sources.find(({ source }) => source.id === person && source.kind === 'adjudicator');

  it('a chair owes a piece on everybody else of the panel, and gives one', async () => {
    const owed = (await owedBy(seat(0)))?.owed.length ?? 0;
    assert.equal(owed, room.panel.length - 1);
    assert.equal((await send(seat(0), { target: String(seat(1)), score: '8', comment: 'clear' })).statusCode, 303);
    assert.equal((await owedBy(seat(0)))?.owed.length, owed - 1);
  });

  it('a newer piece replaces it, and both stay on record', async () => {
    await send(seat(0), { target: String(seat(1)), score: '6' });
    const { pieces } = await progress();
    assert.deepEqual(
      pieces.map(({ score, isConfirmed, version }) => [score, isConfirmed, version]),
      [
        [6, true, 2],
        [8, false, 1],
      ],
    );
  });

  it('it weighs as much in a round as the round says', async () => {
    const { tournament, round } = await findRound(tab, slug, 3);
    const scoreOf = await scoresIn(tab, tournament.id, round.id);
    assert.equal(scoreOf({ id: seat(1), baseScore: 2 }), 2.8); // 0.8 · 2 + 0.2 · 6
    assert.equal(scoreOf({ id: seat(0), baseScore: 2 }), 2);
  });

  it('the tab room sees who said what, and can ignore it', async () => {
    const admin = new FormBrowser(server);
    await admin.signIn('secret');
    assert.match((await admin.get(`/${slug}/admin/feedback`)).body, /1 piece of feedback, \d+ owed\./);
    const [piece] = (await progress()).pieces;
    assert.equal((await admin.post(`/${slug}/admin/feedback/${piece?.id}/ignore`)).statusCode, 303);
    const { tournament, round } = await findRound(tab, slug, 3);
    assert.equal((await scoresIn(tab, tournament.id, round.id))({ id: seat(1), baseScore: 2 }), 2);
  });

  it('the organisers’ questions are asked of whom they are for, and answered', async () => {
    const tournament = await findTournament(tab, slug);
    const ask = (values: Record<string, unknown>) =>
      saveThing(tab, { tournament, kind: kinds['feedback-questions'], actor: 'test', id: null, values });
    const agree = await ask({ text: 'Did you agree?', answer_type: 'bs', required: true });
    const traits = await ask({ text: 'What was it?', answer_type: 'ms', choices: 'clear\nfair\nlong', from_team: false, audience: 'C' });
    await ask({ text: 'Only of teams?', from_adj: false });
    const page = (await new FormBrowser(server).get(urlOf(seat(0)))).body;
    assert.match(page, /Did you agree\?/);
    assert.doesNotMatch(page, /Only of teams/);
    const missing = await send(seat(0), { target: String(seat(1)), score: '7', comment: 'kept' });
    assert.match(missing.body, /Did you agree\? Answer this question\./);
    assert.match(missing.body, />\s*kept</);
    await send(seat(0), { target: String(seat(1)), score: '7', [`question-${agree}`]: 'yes', [`question-${traits}`]: 'fair' });
    assert.deepEqual((await progress()).pieces[0]?.answers, { [agree]: true, [traits]: ['fair'] });
  });

  it('the tab room enters a piece from paper, also one that nobody is asked for, and lets an older one count again', async () => {
    const admin = new FormBrowser(server);
    await admin.signIn('secret');
    const add = `/${slug}/admin/feedback/add`;
    const source = `adjudicator-${seat(1)}`;
    const page = (await admin.get(`${add}?source=${source}`)).body;
    const intent = new RegExp(`name="debate" value="${room.id}"><input type="hidden" name="intent" value="([^"]+)"`).exec(page)?.[1] ?? '';
    const [agree] = await kinds['feedback-questions'].list(tab.db, (await findTournament(tab, slug)).id);
    const fields = { source, debate: String(room.id), intent, target: String(seat(0)), [`question-${agree?.id}`]: 'no' };
    assert.match((await admin.post(add, { ...fields, score: '99' })).body, /The score must be from 0 to 10\./);
    assert.equal((await admin.post(add, { ...fields, score: '5,5' })).statusCode, 303);
    const [newest] = (await progress()).pieces;
    assert.deepEqual([newest?.targetId, newest?.score, newest?.submitterType], [seat(0), 5.5, 'T']);
    const older = (await progress()).pieces.find(({ score }) => score === 8);
    assert.equal((await admin.post(`/${slug}/admin/feedback/${older?.id}/confirm`)).statusCode, 303);
    const counting = (await progress()).pieces.filter(({ targetId, isConfirmed }) => targetId === seat(1) && isConfirmed);
    assert.deepEqual(counting.map(({ score }) => score), [8]); // oxfmt-ignore
  });

  it('everybody sees who owes feedback where the settings say so, and a new piece at once', async () => {
    const spectator = new FormBrowser(server);
    const url = `/${slug}/feedback/progress/`;
    assert.equal((await spectator.get(url)).statusCode, 403);
    await changeSettings(tab, {
      tournament: await findTournament(tab, slug),
      actor: 'test',
      values: { 'public_features.feedback_progress': true },
    });
    const owed = async (): Promise<number> => Number(/(\d+) pieces are owed/.exec((await spectator.get(url)).body)?.[1]);
    const wasOwed = await owed();
    const other = (await progress()).sources.find(({ source, owed: left }) => source.kind === 'adjudicator' && left.length > 0);
    assert.ok(other?.source.kind === 'adjudicator');
    const [piece] = other.owed;
    assert.ok(piece);
    const page = (await spectator.get(urlOf(other.source.id))).body;
    const intent =
      new RegExp(`name="debate" value="${piece.debate}"><input type="hidden" name="intent" value="([^"]+)"`).exec(page)?.[1] ?? '';
    const [agree] = await kinds['feedback-questions'].list(tab.db, (await findTournament(tab, slug)).id);
    const fields = { debate: String(piece.debate), intent, target: String(piece.targets[0]), score: '5', [`question-${agree?.id}`]: 'yes' };
    const sent = await spectator.post(urlOf(other.source.id), fields, '/login');
    assert.equal(sent.statusCode, 303, sent.body);
    assert.match(String(sent.headers['surrogate-purge'] ?? ''), /bp/);
    assert.equal(await owed(), wasOwed - 1);
  });

  it('each adjudicator and each source has a page, and a file has all of it', async () => {
    const admin = new FormBrowser(server);
    await admin.signIn('secret');
    const about = (await admin.get(`/${slug}/admin/feedback/about/${seat(1)}`)).body;
    assert.match(about, /Did you agree\?:<\/b> yes/);
    assert.equal((await admin.post(`/${slug}/admin/feedback/about/${seat(1)}/score`, { score: '3.5' })).statusCode, 303);
    assert.match((await admin.post(`/${slug}/admin/feedback/about/${seat(1)}/score`, { score: '40' })).body, /go from 0 to 10/);
    assert.match((await admin.get(`/${slug}/admin/feedback/from/adjudicator/${seat(0)}`)).body, /owes nothing|owes \d/);
    const file = (await admin.get(`/${slug}/admin/feedback.csv`)).body;
    assert.match(file.split('\n')[0] ?? '', /sent_at,did-you-agree,what-was-it,only-of-teams/);
    assert.equal(file.trim().split('\n').length, 1 + (await progress()).pieces.length);
  });

  it('what is wrong is said, and nothing is stored', async () => {
    const count = (await progress()).pieces.length;
    const wrong = [
      [{ target: String(seat(1)), score: '99' }, /The score must be from 0 to 10\./],
      [{ target: String(seat(1)), score: '' }, /The score must be from 0 to 10\./],
      [{ target: String(seat(0)), score: '5' }, /Nobody can give feedback on themselves\./],
      [{ target: '', score: '5' }, /Say whom it is about\./],
      [{ target: String(seat(1)), score: '5', intent: '' }, /too old to be sent/],
      [{ target: String(seat(1)), score: '5', debate: '99999' }, /There is no debate of yours/],
    ] as const;
    for (const [fields, says] of wrong) assert.match((await send(seat(0), fields)).body, says);
    assert.equal((await progress()).pieces.length, count);
  });

  it('the debates of a source take five queries, however many rounds and rooms there are', async () => {
    const db = countingDatabase(tab.db);
    const own = await debatesOf({ ...tab, db }, await findTournament(tab, slug), { kind: 'adjudicator', id: seat(0) });
    assert.ok(own.some(({ debate }) => debate.id === room.id));
    assert.equal(db.count, 5);
  });
});
