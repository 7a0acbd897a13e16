import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { readCsv } from '#kit/files/csv.ts';
import project from '../../demo/lab/rostra.lab.ts';
import { gameCsv } from '../exports/per-game.ts';
import { pageKey } from '../page/load-visit.ts';
import { sendPage, start } from '../page/path.ts';
import type { Reply } from '../page/reply.ts';
import type { Posted } from '../rules/form.ts';
import { createSession, type CreatedSession } from '../sessions/create.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';

/** The examples of the specification (lab §12), played through the page path as a browser would. */
describe('the demo games', () => {
  let lab: TestLab;
  before(async () => {
    lab = await testLab(project);
  });
  after(() => lab.close());

  /** Sends the page that somebody is on. */
  const send = async (code: string, posted: Posted): Promise<Reply> => {
    const here = await start({ code, label: null }, lab);
    assert.ok(here.kind === 'goTo' && here.spot.place, 'is on a page');
    const { place, pageIndex } = here.spot;
    return sendPage({ code, page: pageKey(place), pageIndex, posted, intent: randomUUID(), bodyHash: 'hash', isMarked: false }, lab);
  };

  const pageOf = (reply: Reply): string => (reply.kind === 'goTo' ? (reply.spot.place?.page.name ?? 'end') : reply.kind);

  /** Everybody sends the same pages with answers of their own. */
  const play = async (session: CreatedSession, answers: readonly (readonly Posted[])[]): Promise<void> => {
    for (const [seat, pages] of answers.entries()) {
      for (const posted of pages) await send(session.participantCodes[seat] ?? '', posted);
    }
  };

  const cellsOf = async (session: CreatedSession, game: string, names: readonly string[]): Promise<string[]> => {
    const text = (await Array.fromAsync(gameCsv(lab, { session: session.code, game }))).join('');
    return readCsv(text).rows.map(({ cells }) => names.map((name) => cells[name]).join(' '));
  };

  describe('public goods', () => {
    const cases = [
      { gifts: [50, 70, 30], expect: ['150.0 90.0 140.0', '150.0 90.0 120.0', '150.0 90.0 160.0'] },
      { gifts: [1, 0, 0], expect: ['1.0 1.0 100.0', '1.0 1.0 101.0', '1.0 1.0 101.0'] },
      { gifts: [100, 100, 100], expect: ['300.0 180.0 180.0', '300.0 180.0 180.0', '300.0 180.0 180.0'] },
    ];
    for (const c of cases)
      it(`${c.gifts.join(', ')}: total, share and payoff`, async () => {
        const session = await createSession(lab, { config: 'public_goods', participants: 3 });
        await play(
          session,
          c.gifts.map((gift) => [{ contribution: String(gift) }]),
        );
        const names = ['group.total_contribution', 'group.individual_share', 'player.payoff'];
        assert.deepEqual(await cellsOf(session, 'public_goods', names), c.expect);
      });

    for (const contribution of ['-1', '101', '1.5', 'all', ''])
      it(`refuses "${contribution}"`, async () => {
        const { participantCodes } = await createSession(lab, { config: 'public_goods', participants: 3 });
        const reply = await send(participantCodes[0] ?? '', { contribution });
        assert.ok(reply.kind === 'page');
        assert.ok(reply.page.faults?.fields['contribution']);
      });
  });

  describe('the prisoner’s dilemma', () => {
    const cases = [
      { it: 'both cooperate', choices: ['True', 'True'], expect: ['1 200.0', '1 200.0'] },
      { it: 'one defects', choices: ['True', 'False'], expect: ['1 0.0', '0 300.0'] },
      { it: 'both defect', choices: ['False', 'False'], expect: ['0 100.0', '0 100.0'] },
    ];
    for (const c of cases)
      it(c.it, async () => {
        const session = await createSession(lab, { config: 'prisoner', participants: 2 });
        await play(
          session,
          c.choices.map((cooperate) => [{}, { cooperate }]),
        );
        assert.deepEqual(await cellsOf(session, 'prisoner', ['player.cooperate', 'player.payoff']), c.expect);
      });

    it('asks for a choice', async () => {
      const { participantCodes } = await createSession(lab, { config: 'prisoner', participants: 2 });
      const [code = ''] = participantCodes;
      await send(code, {});
      assert.equal(pageOf(await send(code, {})), 'page');
    });
  });

  describe('the survey', () => {
    const right = { age: '30', gender: 'female' };
    const answered = { crtBat: '1', crtWidget: '5', crtLake: '47' };

    it('is done in two pages and pays nothing', async () => {
      const session = await createSession(lab, { config: 'survey', participants: 1 });
      const [code = ''] = session.participantCodes;
      assert.equal(pageOf(await send(code, right)), 'CognitiveReflectionTest');
      assert.equal(pageOf(await send(code, answered)), 'end');
      const names = ['player.age', 'player.gender', 'player.crt_bat', 'player.crt_widget', 'player.crt_lake', 'player.payoff'];
      assert.deepEqual(await cellsOf(session, 'survey', names), ['30 female 1 5 47 0.0']);
    });

    const refused = [
      { it: 'somebody of 12', posted: { ...right, age: '12' }, field: 'age' },
      { it: 'somebody of 126', posted: { ...right, age: '126' }, field: 'age' },
      { it: 'no age', posted: { gender: 'male' }, field: 'age' },
      { it: 'no gender', posted: { age: '30' }, field: 'gender' },
      { it: 'an answer that is not on offer', posted: { ...right, gender: 'robot' }, field: 'gender' },
    ];
    for (const c of refused)
      it(`refuses ${c.it}`, async () => {
        const { participantCodes } = await createSession(lab, { config: 'survey', participants: 1 });
        const reply = await send(participantCodes[0] ?? '', c.posted);
        assert.ok(reply.kind === 'page');
        assert.deepEqual(Object.keys(reply.page.faults?.fields ?? {}), [c.field]);
      });
  });
});
