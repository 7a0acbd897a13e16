import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newIntent } from '#kit/db/receipts.ts';
import { seededRandom } from '#kit/math/random.ts';
import { archiveXml } from '../export/archive-xml.ts';
import { readEvent } from '../export/read-event.ts';
import { importArchive } from '../import/archive.ts';
import type { Debate } from '../rules/debate.ts';
import type { Tournament } from '../rules/tournament.ts';
import { removeThing, saveThing } from '../setup/change.ts';
import { kinds } from '../setup/kinds.ts';
import * as debates from '../store/debates.ts';
import { testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createTournament } from '../tournaments/create.ts';
import { madeUpSet } from '../tournaments/made-up-set.ts';
import { recount } from '../tournaments/recount.ts';
import { simulateDraw, simulateRounds } from '../tournaments/simulate.ts';
import { readBallot } from '../web/ballot-input.ts';
import { ballotForm } from './ballot-form.ts';
import { submitBallot } from './ballots.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { findRound, findTournament } from './find.ts';

const size = { rounds: 2, teams: 8, adjudicators: 8, rooms: 4, breaks: [] };

describe('a tournament whose speeches are scored by criteria', () => {
  let tab: TestTab;
  let tournament: Tournament;
  let room: Debate;
  before(async () => {
    tab = await testTab();
    const wish = { name: 'By criteria', slug: 'criteria', format: 'criteria_schools', actor: 'test' } as const;
    tournament = await createTournament(tab, { ...wish, set: madeUpSet({ ...size, format: wish.format }, seededRandom('criteria')) });
    await simulateRounds(tab, { tournament, count: 1, actor: 'test', seed: 'criteria' });
    await simulateDraw(tab, { tournament, actor: 'test' });
    const { round } = await findRound(tab, 'criteria', 2);
    const [first] = await debates.ofRound(tab.db, round.id);
    assert.ok(first);
    room = first;
  });
  after(() => tab.close());

  const fields = (content: string) => {
    const line: Record<string, string> = {};
    for (const side of [0, 1])
      for (const position of [1, 2, 3]) {
        const of = (index: number) => `criterion-0-${side}-${position}-${index}`;
        Object.assign(line, { [of(0)]: side === 0 ? content : '26', [of(1)]: '27,5', [of(2)]: '14' });
      }
    return { ...line, 'score-0-0-4': '35', 'score-0-1-4': '34' };
  };
  async function send(content: string) {
    const form = await ballotForm(tab, tournament, room.id);
    const empty = form.rosters.map((roster) => roster.map(({ id }) => String(id)));
    const line: Record<string, string> = {};
    for (const side of [0, 1])
      for (const position of [1, 2, 3, 4]) line[`speaker-${side}-${position}`] = empty[side]?.[(position - 1) % 3] ?? '';
    const sheets = form.sheetOwners.flatMap((_owner, sheet) =>
      Object.entries(fields(content)).map(([name, value]) => [name.replace(/-0-/, `-${sheet}-`), value]),
    );
    const body = { ...line, ...Object.fromEntries(sheets), comment: 'Close & clear.', motion: String(form.motions[0]?.id ?? '') };
    return submitBallot(tab, {
      tournament,
      debateId: room.id,
      from: { kind: 'staff', login: 'test' },
      intent: newIntent(),
      content: readBallot(body, form),
      isConfirming: true,
    });
  }

  it('adds up each speech, and refuses a criterion that is out of its range', async () => {
    const wrong = await send('33');
    assert.equal(wrong.kind, 'faults');
    assert.match(wrong.kind === 'faults' ? (wrong.faults[0]?.message ?? '') : '', /Content: 33 is outside 24 to 32/);
    assert.equal((await send('28.5')).kind, 'taken');
    const { scores, ballots } = await readEvent(tab, tournament);
    assert.ok(
      ballots.every(({ content }) => content.comment === undefined),
      'nobody is asked for reasons',
    );
    const speeches = [...scores.values()].flatMap(({ speakers }) => speakers).map(({ score }) => score);
    assert.ok(speeches.includes(28.5 + 27.5 + 14) && speeches.includes(67.5));
  });

  it('takes reasons down where ballots ask for them', async () => {
    const values = { 'debate_rules.ballot_comment': true };
    await changeSettings(tab, { tournament, actor: 'test', values });
    tournament = await findTournament(tab, 'criteria');
    assert.equal((await send('28.5')).kind, 'taken');
    const { ballots } = await readEvent(tab, tournament);
    assert.deepEqual(ballots.flatMap(({ content }) => content.comment ?? []), ['Close & clear.']); // oxfmt-ignore
  });

  it('counts the same again, from ballots that hold every criterion', async () => {
    const found = await recount(tab, tournament);
    assert.deepEqual([found.ballots, found.differences], [5, []]);
  });

  it('keeps what speeches are scored by once ballots are in; only names change', async () => {
    const [first] = await kinds['score-criteria'].list(tab.db, tournament.id);
    assert.ok(first);
    const wish = { tournament, kind: kinds['score-criteria'], actor: 'test', id: first.id };
    await saveThing(tab, { ...wish, values: { ...first.values, name: 'Matter' } });
    await assert.rejects(saveThing(tab, { ...wish, values: { ...first.values, weight: 2 } }), /stays, because Round 1 has ballots/);
    await assert.rejects(removeThing(tab, wish), /only names can change/);
  });

  it('goes through the archive and back, criterion by criterion', async () => {
    const event = await readEvent(tab, tournament);
    const copy = await importArchive(tab, { xml: archiveXml(event), actor: 'test', slug: 'copy' });
    const again = await readEvent(tab, copy);
    const sheetsOf = ({ ballots }: typeof event) =>
      ballots
        .filter(({ isConfirmed }) => isConfirmed)
        .map(({ content }) => JSON.stringify(content.sheets.map(({ scores, criteria }) => [scores, criteria])))
        .toSorted();
    assert.deepEqual(sheetsOf(again), sheetsOf(event));
    assert.deepEqual(again.criteria.map(({ name }) => name), ['Matter', 'Style', 'Strategy']); // oxfmt-ignore
  });
});
