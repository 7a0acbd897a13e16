import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newIntent } from '#kit/db/receipts.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { Debate } from '../rules/debate.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { moveAdjudicator } from './reseat.ts';
import { ballotForm, emptyBallot } from './ballot-form.ts';
import { confirmBallot, discardBallot, unconfirmBallot } from './ballot-checks.ts';
import { submitBallot } from './ballots.ts';
import type { BallotReceipt, BallotSender } from './ballots.ts';
import { findRound } from './find.ts';
import { resultsOf } from './results.ts';

const staff: BallotSender = { kind: 'staff', login: 'admin' };

describe('ballots', () => {
  let tab: TestTab;
  let tournament: Tournament;
  let rooms: Debate[];
  before(async () => {
    tab = await testTab();
    tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    rooms = await debates.ofRound(tab.db, (await findRound(tab, 'cup', 1)).round.id);
  });
  after(() => tab.close());

  const room = (index: number): Debate => {
    const found = rooms[index];
    assert.ok(found);
    return found;
  };
  const chairOf = (debate: Debate): BallotSender => {
    const chair = debate.panel.find(({ place }) => place === 'C');
    assert.ok(chair);
    return { kind: 'person', id: chair.id };
  };
  /** The first side wins by this much more than the second, and so on. */
  const ballot = async (debate: Debate, first = 80): Promise<Ballot> => {
    const form = await ballotForm(tab, tournament, debate.id);
    const scores = form.debate.teams.map((_team, side) => [first - side, first - side]);
    return { ...emptyBallot(form), sheets: [{ scores, ranks: [], winners: [] }] };
  };
  const send = async (debate: Debate, from: BallotSender, more: { intent?: string; first?: number; isConfirming?: boolean } = {}) =>
    submitBallot(tab, {
      tournament,
      debateId: debate.id,
      from,
      intent: more.intent ?? newIntent(),
      content: await ballot(debate, more.first),
      isConfirming: more.isConfirming ?? false,
    });
  const taken = async (...args: Parameters<typeof send>): Promise<BallotReceipt> => {
    const answer = await send(...args);
    assert.ok(answer.kind === 'taken');
    return answer.receipt;
  };
  const statusOf = async (debate: Debate) => (await debates.byId(tab.db, debate.id))?.resultStatus;

  it('of a chair arrives with a receipt, as a draft', async () => {
    const receipt = await taken(room(0), chairOf(room(0)));
    assert.match(receipt.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    assert.deepEqual([receipt.version, receipt.isConfirmed, await statusOf(room(0))], [1, false, 'D']);
  });

  it('sent five times at once is one version, and every answer is the same receipt', async () => {
    const [intent, from] = [newIntent(), chairOf(room(1))];
    const receipts = await Promise.all([1, 2, 3, 4, 5].map(() => taken(room(1), from, { intent })));
    for (const receipt of receipts) assert.deepEqual(receipt, receipts[0]);
    assert.equal((await ballots.ofDebate(tab.db, room(1).id)).length, 1);
  });

  it('sent again with other scores under the same intent is refused, and the first stays', async () => {
    const [intent, from] = [newIntent(), chairOf(room(2))];
    const first = await taken(room(2), from, { intent });
    assert.deepEqual(await send(room(2), from, { intent, first: 70 }), { kind: 'conflict', receipt: first });
    assert.equal((await ballots.ofDebate(tab.db, room(2).id)).length, 1);
  });

  it('with a score out of range is not taken, and says where', async () => {
    const answer = await send(room(3), staff, { first: 120 });
    assert.ok(answer.kind === 'faults');
    assert.deepEqual(answer.faults[0], { code: 'out-of-range', sheet: 0, side: 0, position: 1, message: '120 is outside 50 to 99.' });
    assert.deepEqual([await ballots.ofDebate(tab.db, room(3).id), await statusOf(room(3))], [[], 'N']);
  });

  it('is for the voting adjudicators of the debate only', async () => {
    await assert.rejects(send(room(3), chairOf(room(4))), { code: 'TAB_BALLOT_CLOSED' });
    await changeSettings(tab, { tournament, actor: 'admin', values: { 'data_entry.participant_ballots': 'off' } });
    tournament = (await findRound(tab, 'cup', 1)).tournament;
    await assert.rejects(send(room(3), chairOf(room(3))), { message: 'This tournament takes ballots on paper only.' });
    await changeSettings(tab, { tournament, actor: 'admin', values: { 'data_entry.participant_ballots': 'private-urls' } });
    tournament = (await findRound(tab, 'cup', 1)).tournament;
  });

  it('has one confirmed version, whichever of two people was first', async () => {
    const [one, two] = [await taken(room(4), staff), await taken(room(4), staff, { first: 70 })];
    const press = (receipt: BallotReceipt) =>
      confirmBallot(tab, { tournament, ballotId: receipt.ballotId, actor: 'admin', replaces: null });
    const outcomes = await Promise.allSettled([press(one), press(two)]);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const [lost] = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.match(lost?.reason.message, /^Version \d of this ballot was confirmed meanwhile\.$/);
    const versions = await ballots.ofDebate(tab.db, room(4).id);
    assert.deepEqual(versions.filter(({ isConfirmed }) => isConfirmed).length, 1);
    assert.equal(await statusOf(room(4)), 'C');
  });

  it('gives way to a later version that is confirmed on purpose, and comes back', async () => {
    const [confirmed] = (await ballots.ofDebate(tab.db, room(4).id)).filter(({ isConfirmed }) => isConfirmed);
    assert.ok(confirmed);
    const later = await taken(room(4), staff, { first: 90 });
    await confirmBallot(tab, { tournament, ballotId: later.ballotId, actor: 'admin', replaces: confirmed.id });
    await unconfirmBallot(tab, { tournament, ballotId: later.ballotId, actor: 'admin' });
    assert.equal(await statusOf(room(4)), 'D');
    await confirmBallot(tab, { tournament, ballotId: confirmed.id, actor: 'admin', replaces: null });
  });

  it('is thrown away into the history, never the confirmed one', async () => {
    const receipt = await taken(room(5), staff);
    await discardBallot(tab, { tournament, ballotId: receipt.ballotId, actor: 'admin' });
    assert.equal(await statusOf(room(5)), 'N');
    const confirmed = await taken(room(5), staff, { isConfirming: true });
    await assert.rejects(discardBallot(tab, { tournament, ballotId: confirmed.ballotId, actor: 'admin' }), { code: 'TAB_ROUND_MOVED_ON' });
    assert.equal((await ballots.ofDebate(tab.db, room(5).id)).length, 2);
  });

  it('counts points by place, and shows them beside the debate', async () => {
    const { round } = await findRound(tab, 'cup', 1);
    const outcome = (await resultsOf(tab, round)).find(({ debate }) => debate.id === room(5).id)?.outcome;
    assert.deepEqual(
      outcome?.map(({ points, score }) => [points, score]),
      [
        [3, 160],
        [2, 158],
        [1, 156],
        [0, 154],
      ],
    );
  });

  it('keeps its panel once it is confirmed', async () => {
    const place = await findRound(tab, 'cup', 1);
    const chair = chairOf(room(5));
    assert.ok(chair.kind === 'person');
    const move = { adjudicatorId: chair.id, to: null, seenVersion: null };
    await assert.rejects(moveAdjudicator(tab, { ...place, actor: 'admin', move }), {
      message: 'This debate has a confirmed ballot, so its panel stays.',
    });
  });

  it('confirms itself when the settings say so', async () => {
    await changeSettings(tab, { tournament, actor: 'admin', values: { 'data_entry.disable_ballot_confirms': true } });
    tournament = (await findRound(tab, 'cup', 1)).tournament;
    assert.equal((await taken(room(3), chairOf(room(3)))).isConfirmed, true);
    assert.equal(await statusOf(room(3)), 'C');
  });

  it('is closed to adjudicators once the results are out', async () => {
    await act(tab, { slug: 'cup', seq: 1 }, 'confirm-ballots', 'complete');
    await assert.rejects(send(room(0), chairOf(room(0))), { message: 'The results of Round 1 are out; it takes no more ballots.' });
  });
});
