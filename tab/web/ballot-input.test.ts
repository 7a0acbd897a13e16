import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ballotForm } from '../round/ballot-form.ts';
import type { BallotForm } from '../round/ballot-form.ts';
import { findRound } from '../round/find.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { ballotFields, readBallot } from './ballot-input.ts';

describe('a ballot form as it comes in', () => {
  let tab: TestTab;
  let form: BallotForm;
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'demo', slug: 'cup', seed: 'a' });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate');
    const [debate] = await debates.ofRound(tab.db, (await findRound(tab, 'cup', 1)).round.id);
    assert.ok(debate);
    form = await ballotForm(tab, tournament, debate.id);
  });
  after(() => tab.close());

  const score = (text: string) => readBallot({ [ballotFields.score(0, 0, 1)]: text }, form).sheets[0]?.scores[0]?.[0];

  for (const [text, value] of [
    ['75', 75],
    ['75.5', 75.5],
    ['75,5', 75.5],
    [' 75 ', 75],
    ['', null],
    ['seventy', null],
    ['7e1', null],
    ['0x4b', null],
    ['75.55555', null],
    ['99999999', null],
  ] as const)
    it(`reads ${JSON.stringify(text)} as ${value}`, () => assert.equal(score(text), value));

  it('has a sheet for each voting adjudicator, and leaves out what nobody wrote', () => {
    const ballot = readBallot({}, form);
    assert.equal(ballot.sheets.length, form.sheetOwners.length);
    assert.deepEqual(ballot.speeches[0]?.[0], { speaker: null, isGhost: false });
    assert.deepEqual(ballot.sheets[0]?.scores[1], [null, null, null, null]);
  });

  it('takes no speaker that is no id, and no body that is no form', () => {
    const field = ballotFields.speaker(0, 1);
    for (const text of ['-1', '1.5', 'x', '99999999999']) assert.equal(readBallot({ [field]: text }, form).speeches[0]?.[0]?.speaker, null);
    assert.equal(readBallot(null, form).speeches.length, 2);
    assert.equal(readBallot('text', form).speeches.length, 2);
  });
});
