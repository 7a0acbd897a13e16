import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newIntent } from '#kit/db/receipts.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { Debate, PanelPlace } from '../rules/debate.ts';
import type { BallotId, PersonId } from '../rules/ids.ts';
import type { SettingValues } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { checkBlind, confirmBallot, discardBallot, postponeDebate } from './ballot-checks.ts';
import { contentToday, emptyBallot, hasPanelChanged, readForm, votersOf, wholeForm } from './ballot-form.ts';
import { disagreements, mergeOf } from './ballot-merge.ts';
import { submitBallot } from './ballots.ts';
import { findRound } from './find.ts';
import { reseat } from './reseat.ts';
import { clearVersion, resultsOf } from './results.ts';

describe('ballots of a panel', () => {
  let tab: TestTab;
  let tournament: Tournament;
  let rooms: Debate[];
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'demo', slug: 'cup', seed: 'a' });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate');
    await settle({ 'data_entry.participant_ballots': 'private-urls', 'data_entry.individual_ballots': true });
    await act(tab, { slug: 'cup', seq: 1 }, 'publish');
    rooms = (await debates.ofRound(tab.db, (await findRound(tab, 'cup', 1)).round.id)).toSorted((a, b) => b.panel.length - a.panel.length);
  });
  after(() => tab.close());

  const settle = async (values: SettingValues): Promise<void> => {
    ({ tournament } = await findRound(tab, 'cup', 1));
    await changeSettings(tab, { tournament, actor: 'admin', values });
    ({ tournament } = await findRound(tab, 'cup', 1));
  };
  /** Gives somebody of the room this place on its panel. */
  const seat = async (debate: Debate, adjudicatorId: PersonId, as: PanelPlace): Promise<void> => {
    const place = await findRound(tab, 'cup', 1);
    const version = (await debates.byId(tab.db, debate.id))?.version ?? 0;
    const changes = [{ adjudicatorId, to: { debateId: debate.id, place: as } }];
    await reseat(tab, { ...place, actor: 'admin', reseating: { changes, seen: [{ debateId: debate.id, version }] } });
  };
  const room = (index: number): Debate => {
    const found = rooms[index];
    assert.ok(found);
    return found;
  };
  const voters = (debate: Debate): PersonId[] => votersOf(debate).map(({ id }) => id);

  /** The first side ahead by `lead` on the sheet of each speech. */
  const own = async (debate: Debate, person: PersonId | null, change: { lead?: number; swap?: boolean } = {}): Promise<Ballot> => {
    const form = await readForm(tab, { tournament, debateId: debate.id, person });
    const empty = emptyBallot(form);
    const row = (score: number) => Array.from({ length: form.positions }, (_slot, index) => (index < form.rule.substantives ? score : 35));
    const speeches = empty.speeches.map((side, index) => {
      const [one, two, ...rest] = side;
      return change.swap && index === 0 && one && two ? [two, one, ...rest] : side;
    });
    const scores = [row(70 + (change.lead ?? 1)), row(70)];
    return { ...empty, speeches, sheets: empty.sheets.map((sheet) => ({ ...sheet, scores })) };
  };
  const send = async (debate: Debate, person: PersonId, change: { lead?: number; swap?: boolean } = {}) => {
    const content = await own(debate, person, change);
    return submitBallot(tab, { tournament, debateId: debate.id, from: { kind: 'person', id: person }, intent: newIntent(), content });
  };
  const enter = async (debate: Debate, login: string, change: { lead?: number; swap?: boolean } = {}): Promise<BallotId> => {
    const content = await own(debate, null, change);
    const answer = await submitBallot(tab, {
      tournament,
      debateId: debate.id,
      from: { kind: 'staff', login },
      intent: newIntent(),
      content,
    });
    assert.ok(answer.kind === 'taken');
    return answer.receipt.ballotId;
  };
  const statusOf = async (debate: Debate) => (await debates.byId(tab.db, debate.id))?.resultStatus;
  const merged = async (debate: Debate) =>
    mergeOf(tab.db, wholeForm(await readForm(tab, { tournament, debateId: debate.id, person: null })));

  it('stand for one adjudicator each, and none of them can be confirmed', async () => {
    const [first] = voters(room(0));
    assert.ok(first);
    assert.equal((await send(room(0), first)).kind, 'taken');
    const [version] = await ballots.ofDebate(tab.db, room(0).id);
    assert.ok(version);
    assert.deepEqual([version.isSingle, version.sheetOwners, version.content.sheets.length], [true, [first], 1]);
    await assert.rejects(confirmBallot(tab, { tournament, ballotId: version.id, actor: 'admin' }), {
      message: 'This ballot stands for one adjudicator only.',
    });
    assert.equal((await merged(room(0))).ballot, null);
  });

  it('say where they disagree and with whom, never what the other wrote', async () => {
    const [first, second] = voters(room(0));
    assert.ok(first && second);
    await send(room(0), second, { swap: true, lead: -2 });
    const form = await readForm(tab, { tournament, debateId: room(0).id, person: null });
    const found = disagreements(await mergeOf(tab.db, form), form, first);
    assert.deepEqual(
      found.map(({ cell, names }) => [cell.part, cell.side, cell.position, names.length]),
      [
        ['speaker', 0, 1, 1],
        ['speaker', 0, 2, 1],
      ],
    );
  });

  it('are put together once all are in: each sheet its owner’s, the line-up agreed', async () => {
    const [, second] = voters(room(0));
    assert.ok(second);
    await send(room(0), second, { lead: -2 });
    for (const person of voters(room(0)).slice(2)) await send(room(0), person);
    const { ballot, disputed } = await merged(room(0));
    assert.deepEqual(disputed, []);
    assert.deepEqual(
      ballot?.sheets.map(({ scores }) => scores[0]?.[0]),
      voters(room(0)).map((_voter, index) => (index === 1 ? 68 : 71)),
    );
  });

  it('become the result by themselves where submissions confirm themselves', async () => {
    await settle({ 'data_entry.disable_ballot_confirms': true });
    for (const person of voters(room(2))) await send(room(2), person);
    await settle({ 'data_entry.disable_ballot_confirms': false });
    const [newest, ...singles] = await ballots.ofDebate(tab.db, room(2).id);
    assert.deepEqual([newest?.isConfirmed, newest?.submitterType, newest?.sheetOwners], [true, 'A', voters(room(2))]);
    assert.equal(
      singles.every(({ isConfirmed }) => !isConfirmed),
      true,
    );
    assert.equal(await statusOf(room(2)), 'C');
  });

  it('are checked blind by somebody else, who types all of it again', async () => {
    const debate = room(0);
    const ballotId = await enter(debate, 'lena');
    const check = { tournament, ballotId, replaces: null };
    const same = await own(debate, null);
    await assert.rejects(checkBlind(tab, { ...check, actor: 'lena', typed: same }), { code: 'TAB_BALLOT_CLOSED' });
    const differing = await checkBlind(tab, { ...check, actor: 'nia', typed: await own(debate, null, { lead: 2 }) });
    assert.equal(differing.length, votersOf(debate).length * 3);
    assert.equal(await statusOf(debate), 'D');
    assert.deepEqual(await checkBlind(tab, { ...check, actor: 'nia', typed: same }), []);
    assert.equal(await statusOf(debate), 'C');
  });

  it('keep each sheet with its owner when the panel changes, and wait to be looked at again', async () => {
    const debate = room(1);
    const [, second, ...others] = voters(debate);
    assert.ok(second);
    const ballotId = await enter(debate, 'lena');
    const [version] = await ballots.ofDebate(tab.db, debate.id);
    assert.ok(version);
    await seat(debate, second, 'T');
    const form = await readForm(tab, { tournament, debateId: debate.id, person: null });
    assert.equal(hasPanelChanged(form, version), true);
    await assert.rejects(confirmBallot(tab, { tournament, ballotId, actor: 'nia' }), {
      message: 'The panel has changed since this version was entered.',
    });
    assert.deepEqual(contentToday(form, version).sheets, [version.content.sheets[0], ...version.content.sheets.slice(2)]);
    assert.equal(form.sheetOwners.length, 1 + others.length);
    await seat(debate, second, 'P');
    await discardBallot(tab, { tournament, ballotId, actor: 'nia' });
  });

  it('of a debate that is held later hold nothing up', async () => {
    const later = { tournament, debateId: room(1).id, actor: 'admin', isPostponed: true };
    await assert.rejects(postponeDebate(tab, later), { message: 'This tournament does not postpone debates.' });
    await settle({ 'data_entry.enable_postponements': true });
    await postponeDebate(tab, { ...later, tournament });
    assert.equal(await statusOf(room(1)), 'P');
    await enter(room(3), 'lena');
    const { round } = await findRound(tab, 'cup', 1);
    const clear = (await resultsOf(tab, round)).flatMap((outcome) => clearVersion(outcome) ?? []);
    assert.deepEqual(
      clear.map(({ debateId }) => debateId),
      [room(3).id],
    );
    await act(tab, { slug: 'cup', seq: 1 }, 'confirm-ballots', 'complete');
    await postponeDebate(tab, { ...later, tournament, isPostponed: false });
  });
});
