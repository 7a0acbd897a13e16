import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Tournament } from '../rules/tournament.ts';
import { kinds } from '../setup/kinds.ts';
import { testTab, type TestTab } from '../test-tab.ts';
import { createTournament } from '../tournaments/create.ts';
import { carryOutPaste, previewPaste } from './paste.ts';
import type { PasteWish } from './paste.ts';

describe('a table pasted out of a spreadsheet', () => {
  let tab: TestTab;
  let tournament: Tournament;
  before(async () => {
    tab = await testTab();
    tournament = await createTournament(tab, { name: 'Pasted', format: 'bp', actor: 'test' });
  });
  after(() => tab.close());

  const preview = (subject: PasteWish['subject'], text: string) => previewPaste(tab, { tournament, subject, text, columns: null });
  const carryOut = (subject: PasteWish['subject'], text: string) =>
    carryOutPaste(tab, { tournament, subject, text, columns: null, actor: 'test' });
  const labels = async (kind: PasteWish['subject']): Promise<string[]> =>
    (await kinds[kind].list(tab.db, tournament.id)).map(({ label }) => label);

  const pasted = [
    {
      it: 'institutions, one a line, name and code',
      subject: 'institutions',
      text: 'Ashford College, Ash\nElmsworth College, Elm\n',
      columns: ['name', 'code'],
      adds: 2,
    },
    {
      it: 'teams with a heading, speakers in columns of their own, and a school that nobody knew',
      subject: 'teams',
      text: 'School\tTeam name\tSpeaker 1\tSpeaker 1 e-mail\tSpeaker 2\nAsh\tOwls\tAda Abara\tada@example.org\tBo Brandt\nOak Hall\tA\tCy Castel\t\tDi Dorsey',
      columns: ['institution', 'team', 'speakers', 'emails', 'speakers'],
      adds: 2,
    },
    {
      it: 'teams without a heading, speakers in one cell',
      subject: 'teams',
      text: 'Elm\t1\tEsi Eriksen & Farid Fontana\nElm\t2\tGreta Galanis & Hana Haddad',
      columns: ['institution', 'team', 'speakers'],
      adds: 2,
    },
    {
      it: 'adjudicators, what a column holds told by its cells',
      subject: 'adjudicators',
      text: 'Jo Judge\tAsh\t7,5\tjo@example.org\nMo Mentor\t\t6\tmo@example.org',
      columns: ['name', 'institution', 'score', 'email'],
      adds: 2,
    },
    { it: 'rooms by their first and last number', subject: 'venues', text: 'Room 1–20', columns: ['name'], adds: 20 },
  ] as const;
  for (const one of pasted) {
    it(`is read: ${one.it}`, async () => {
      const present = await labels(one.subject);
      const found = await preview(one.subject, one.text);
      assert.deepEqual([found.guess.columns, found.adds, found.changes, found.plan.faults], [one.columns, one.adds, 0, []]);
      assert.deepEqual(await labels(one.subject), present, 'a preview changes nothing');
    });
    it(`is carried out, and changes nothing the second time: ${one.it}`, async () => {
      assert.deepEqual(await carryOut(one.subject, one.text), { adds: one.adds, changes: 0, skips: 0 });
      assert.deepEqual(await carryOut(one.subject, one.text), { adds: 0, changes: 0, skips: one.adds });
    });
  }

  const seeds = [
    { it: 'off, the column is left out', setting: 'off', cell: 'half', offered: false, seed: null, faults: 0 },
    { it: 'numeric, a number is taken', setting: 'numeric', cell: '2', offered: true, seed: 2, faults: 0 },
    { it: 'numeric, a title is refused', setting: 'numeric', cell: 'half', offered: true, seed: null, faults: 1 },
    { it: 'title, half of a seed is 2', setting: 'title', cell: 'Half', offered: true, seed: 2, faults: 0 },
  ] as const;
  for (const { it: rule, setting, cell, offered, seed, faults } of seeds) {
    it(`with show_seed_in_importer ${rule}`, async () => {
      const settings = { ...tournament.settings, show_seed_in_importer: setting };
      const text = `School\tTeam name\tSeed\nAsh\tSeeded\t${cell}`;
      const found = await previewPaste(tab, { tournament: { ...tournament, settings }, subject: 'teams', text, columns: null });
      assert.deepEqual([found.offered.includes('seed'), found.guess.columns[2] ?? null], [offered, offered ? 'seed' : null]);
      assert.deepEqual([found.plan.set.teams[0]?.seed ?? null, found.plan.faults.length], [seed, faults]);
    });
  }

  it('gives teams their institution as a conflict, a sign, and their speakers', async () => {
    assert.deepEqual(await labels('teams'), ['Ash Owls', 'Elm 1', 'Elm 2', 'Oak Hall A']);
    assert.equal((await kinds['team-institution-conflicts'].list(tab.db, tournament.id)).length, 4);
    const speakers = await kinds.speakers.list(tab.db, tournament.id);
    assert.deepEqual([speakers.length, speakers[0]?.values['email']], [8, 'ada@example.org']);
  });

  it('changes what it says anew, and leaves what it does not say', async () => {
    const text = 'name\tscore\nJo Judge\t8\nMo Mentor\t6\nNew Face\t5';
    assert.deepEqual(await carryOut('adjudicators', text), { adds: 1, changes: 1, skips: 1 });
    const [jo] = await kinds.adjudicators.list(tab.db, tournament.id);
    assert.deepEqual([jo?.values['base_score'], jo?.values['email']], [8, 'jo@example.org']);
  });

  const wrong = [
    { it: 'a score out of the range', subject: 'adjudicators', text: 'Sam Same\t6\nBad Luck\t99', says: /Line 2: the score is "99"; it must be a number from 0 to 10/ },
    { it: 'the same line twice', subject: 'teams', text: 'Elm\t7\tA & B\nElm\t7\tA & B', says: /Line 2: says the same as line 1/ },
    { it: 'a category that there is none of', subject: 'teams', text: 'institution\tteam\tcategory\nElm\t8\tESL', says: /no break category "ESL"/ },
    { it: 'a room with too long a name', subject: 'venues', text: 'x'.repeat(41), says: /more than 40 characters/ },
    { it: 'nothing', subject: 'teams', text: ' \n ', says: /Nothing was pasted/ },
    { it: 'what is no text', subject: 'teams', text: 'PK\0\0', says: /no text/ },
  ] as const; // oxfmt-ignore
  for (const one of wrong)
    it(`is refused whole: ${one.it}`, async () => {
      const present = await labels(one.subject);
      await assert.rejects(carryOut(one.subject, one.text), (error) => error instanceof Error && one.says.test(error.message));
      assert.deepEqual(await labels(one.subject), present);
    });
});
