import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newIntent } from '#kit/db/receipts.ts';
import { isBye } from '../rules/debate.ts';
import * as debates from '../store/debates.ts';
import { firstBadRow } from '../store/journal.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { simulateRounds } from '../tournaments/simulate.ts';
import { ballotForm, emptyBallot } from './ballot-form.ts';
import { submitBallot } from './ballots.ts';
import { breakOf, makeBreak } from './break.ts';
import { findRound, findTournament } from './find.ts';
import { resultsOf } from './results.ts';
import { standingsOf } from './standings.ts';

describe('a tournament from its first draw to its first elimination round', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
  });
  after(() => tab.close());

  for (const { demo, rounds, debatesARound, teamsInFirstElimination } of [
    { demo: 'bp24', rounds: 5, debatesARound: 6, teamsInFirstElimination: 4 },
    { demo: 'wsdc8', rounds: 4, debatesARound: 4, teamsInFirstElimination: 2 },
    { demo: 'australs24', rounds: 6, debatesARound: 12, teamsInFirstElimination: 2 },
  ] as const) {
    it(`plays ${demo} through`, async () => {
      const tournament = await createDemo(tab, { demo, actor: 'demo', simulate: rounds, slug: demo, seed: '2' });
      const standings = await standingsOf(tab, tournament);
      assert.equal(standings.field.debates.length, rounds * debatesARound);
      assert.ok(standings.field.debates.every((debate) => debate.isConfirmed));
      assert.deepEqual(await makeBreak(tab, { tournament, actor: 'admin' }), []);
      const [open] = await breakOf(tab, tournament);
      assert.equal(open?.list.filter((row) => row.breakRank !== null).length, open?.breakSize);
      await act(
        tab,
        { slug: demo, seq: rounds + 1 },
        'all-in',
        'draw',
        'confirm-draw',
        'allocate',
        'allocate-rooms',
        'confirm-sides',
        'publish',
      );
      const { round } = await findRound(tab, demo, rounds + 1);
      const rooms = await debates.ofRound(tab.db, round.id);
      assert.ok(rooms.every((debate) => debate.teams.length === teamsInFirstElimination && debate.venue !== null && !isBye(debate)));
      assert.ok(rooms.every((debate) => debate.panel.filter(({ place }) => place === 'C').length === 1));
      assert.equal(await firstBadRow(tab.db, tournament.id), null);
    });

    it(`plays ${demo} on to its champion`, async () => {
      const slug = `${demo}-whole`;
      const tournament = await createDemo(tab, { demo, actor: 'demo', simulate: rounds, slug, seed: '2' });
      await makeBreak(tab, { tournament, actor: 'admin' });
      const left = (await findRound(tab, slug, 1)).rounds.filter((round) => round.stage === 'E').length;
      await simulateRounds(tab, { tournament, count: left, actor: 'demo', seed: 'finals' });
      const { rounds: all } = await findRound(tab, slug, 1);
      assert.ok(all.every((round) => round.isCompleted));
      const final = all.at(-1);
      assert.ok(final);
      const [last, another] = await resultsOf(tab, final);
      assert.equal(another, undefined);
      assert.equal(last?.outcome?.filter(({ win }) => win === true).length, 1);
    });
  }

  it('takes a ballot by the path that real ones take', async () => {
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'one', seed: '2' });
    await act(tab, { slug: 'one', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    const { round } = await findRound(tab, 'one', 1);
    const [first] = await resultsOf(tab, round);
    assert.ok(first);
    const form = await ballotForm(tab, await findTournament(tab, 'one'), first.debate.id);
    const chair = first.debate.panel[0];
    assert.ok(chair);
    const content = {
      ...emptyBallot(form),
      sheets: [
        {
          scores: [
            [75, 76],
            [74, 74],
            [77, 77],
            [70, 71],
          ],
          ranks: [],
          winners: [],
        },
      ],
    };
    const answer = await submitBallot(tab, {
      tournament,
      debateId: first.debate.id,
      from: { kind: 'person', id: chair.id },
      intent: newIntent(),
      content,
    });
    assert.equal(answer.kind, 'taken');
  });
});
