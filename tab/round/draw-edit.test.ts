import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TeamSeat } from '../rules/draw/edit.ts';
import type { Debate } from '../rules/debate.ts';
import type { TeamId } from '../rules/ids.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { addDebate, confirmSidesOf, dropDebate, putTeam, swapSides, teamSeatingOf, tossSides } from './draw-edit.ts';
import { findRound } from './find.ts';
import { undoLast } from './undo.ts';

describe('a draw changed by hand', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'australs24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'as-before', 'draw');
  });
  after(() => tab.close());

  const wish = async () => ({ ...(await findRound(tab, 'cup', 2)), actor: 'admin' });
  const undoEdit = async () => undoLast(tab, { ...(await wish()), of: 'draw_edited', may: () => true });
  const rooms = async () => debates.ofRound(tab.db, (await wish()).round.id);
  const seats = async () => teamSeatingOf(await rooms());
  const two = async (): Promise<[Debate, Debate]> => {
    const [first, second] = await rooms();
    assert.ok(first && second);
    return [first, second];
  };
  const on = (debate: Debate, side: number): TeamId => {
    const team = debate.teams.find((one) => one.side === side);
    assert.ok(team);
    return team.id;
  };
  const put = async (teamId: TeamId, to: TeamSeat | null, occupant: TeamId | null) =>
    putTeam(tab, { ...(await wish()), put: { teamId, from: (await seats()).get(teamId) ?? null, to, occupant } });

  it('lets two teams change places, keeps bracket and flags, says that it was edited, and takes it back', async () => {
    const were = await seats();
    const [first, second] = await two();
    await put(on(first, 0), { debateId: second.id, side: 1 }, on(second, 1));
    const now = await seats();
    assert.deepEqual(now.get(on(first, 0)), { debateId: second.id, side: 1 });
    assert.deepEqual(now.get(on(second, 1)), { debateId: first.id, side: 0 });
    const [changed] = await rooms();
    assert.ok(changed);
    assert.ok(changed.flags.includes('edited'));
    assert.equal(changed.bracket, first.bracket);
    await undoEdit();
    assert.deepEqual(await seats(), were);
    await assert.rejects(async () => undoEdit(), { message: 'There is nothing to take back.' });
  });

  it('takes several changes back, the last first', async () => {
    const were = await seats();
    const [first, second] = await two();
    await put(on(first, 0), null, null);
    await put(on(second, 0), { debateId: first.id, side: 0 }, null);
    await undoEdit();
    assert.equal((await seats()).has(on(first, 0)), false);
    await undoEdit();
    assert.deepEqual(await seats(), were);
  });

  it('refuses what was decided on a draw that somebody else has changed', async () => {
    const [first, second] = await two();
    const seen = {
      teamId: on(first, 0),
      from: { debateId: first.id, side: 0 },
      to: { debateId: second.id, side: 0 },
      occupant: on(second, 0),
    };
    await put(on(second, 0), { debateId: second.id, side: 1 }, on(second, 1));
    await assert.rejects(async () => putTeam(tab, { ...(await wish()), put: seen }), { code: 'TAB_ROUND_MOVED_ON' });
    await undoEdit();
  });

  it('lets one of two who move the same team at once win', async () => {
    const [first, second] = await two();
    const [asked, team] = [await wish(), on(first, 0)];
    const from = { debateId: first.id, side: 0 };
    const outcomes = await Promise.allSettled(
      [0, 1].map((side) =>
        putTeam(tab, { ...asked, put: { teamId: team, from, to: { debateId: second.id, side }, occupant: on(second, side) } }),
      ),
    );
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    await undoEdit();
  });

  it('turns sides: by swap they stay open or final as they were, by toss they become final', async () => {
    const [first] = await two();
    await confirmSidesOf(tab, { ...(await wish()), debateId: first.id, areConfirmed: false });
    await swapSides(tab, { ...(await wish()), debateId: first.id });
    const [swapped] = await two();
    assert.deepEqual([on(swapped, 0), swapped.areSidesConfirmed], [on(first, 1), false]);
    await tossSides(tab, { ...(await wish()), debateId: first.id });
    assert.equal((await two())[0].areSidesConfirmed, true);
  });

  it('does not confirm a draw with a debate that lacks teams; an empty one can be removed again', async () => {
    await addDebate(tab, await wish());
    await assert.rejects(act(tab, { slug: 'cup', seq: 2 }, 'confirm-draw'), { message: '1 debate lacks teams.' });
    const empty = (await rooms()).find(({ teams }) => teams.length === 0);
    assert.ok(empty);
    await assert.rejects(async () => dropDebate(tab, { ...(await wish()), debateId: (await two())[0].id }), { code: 'TAB_WRONG_INPUT' });
    await dropDebate(tab, { ...(await wish()), debateId: empty.id });
    await act(tab, { slug: 'cup', seq: 2 }, 'confirm-draw');
  });

  it('refuses sides that are not there, and teams of debates with ballots', async () => {
    const [first] = await two();
    await assert.rejects(() => put(on(first, 0), { debateId: first.id, side: 2 }, null), { message: 'This debate has no such side.' });
    await debates.setResultStatus(tab.db, { id: first.id, status: 'C' });
    await assert.rejects(() => put(on(first, 0), null, null), { message: /has a ballot, so its teams stay/ });
    await debates.setResultStatus(tab.db, { id: first.id, status: 'N' });
  });
});
