import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findTournament } from '../round/find.ts';
import * as people from '../store/people.ts';
import * as tournaments from '../store/tournaments.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createTournament } from '../tournaments/create.ts';
import { importSet } from './csv.ts';

/** A set as a tab director's spreadsheet gives it. */
const files = {
  'institutions.csv': 'code,name\nAsh,Ashford College\nElm,Elmsworth College\n',
  'break_categories.csv': 'name,slug,seq,break_size,is_general\nOpen,open,1,4,yes\n',
  'teams.csv': [
    'institution,reference,speaker1_name,speaker2_name',
    ...[1, 2, 3, 4].flatMap((number) => [`Ash,${number},Ada ${number},Bo ${number}`, `Elm,${number},Cy ${number},Di ${number}`]),
  ].join('\n'),
  'adjudicators.csv': 'name,institution,base_score,adj_conflicts\nJo Judge,Ash,8,\nMo Mentor,,7,Jo Judge\nNo Name,,6,\n',
  'venues.csv': 'name,priority\nHall,10\nAula,20\n',
  'rounds.csv':
    'seq,name,abbreviation,stage,draw_type,break_category\n1,Round 1,R1,preliminary,random,\n2,Final,F,elimination,elimination,open\n',
};
const listOf = (set: Record<string, string>) => Object.entries(set).map(([name, text]) => ({ name, text }));

describe('importing a CSV set', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
  });
  after(() => tab.close());

  const make = (slug: string, set: Record<string, string> = files) =>
    createTournament(tab, { name: 'Spring Open', slug, format: 'bp', actor: 'admin', files: listOf(set) });

  it('makes a tournament that can be drawn', async () => {
    const tournament = await make('spring');
    await act(tab, { slug: 'spring', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    assert.deepEqual(
      (await people.links(tab.db, tournament.id, 'adjudicator')).map(({ name, urlKey }) => [name, urlKey.length]),
      [
        ['Jo Judge', 26],
        ['Mo Mentor', 26],
        ['No Name', 26],
      ],
    );
  });

  it('adds only what is new when it comes again', async () => {
    const tournament = await findTournament(tab, 'spring');
    const more = { ...files, 'venues.csv': `${files['venues.csv']}Loft,5\n` };
    const counts = { institutions: 0, teams: 0, speakers: 0, adjudicators: 0, venues: 1, rounds: 0 };
    assert.deepEqual(await importSet(tab, { tournament, files: listOf(more), actor: 'admin' }), counts);
  });

  const wrong = [
    {
      it: 'a cell that cannot be read',
      set: { ...files, 'adjudicators.csv': 'name,base_score\nJo,eight\n' },
      says: 'adjudicators.csv, line 2, column "base_score": is "eight"; it must be a number from -1000 to 1000.',
    },
    {
      it: 'a column that is missing',
      set: { ...files, 'venues.csv': 'room\nHall\n' },
      says: /venues\.csv, line 1, column "name": is missing; the first line must name it\./,
    },
    {
      it: 'a name that nobody has',
      set: { ...files, 'teams.csv': 'institution,reference\nOak,1\n' },
      says: 'teams.csv, line 2, column "institution": "Oak" is neither in this set nor in the tournament.',
    },
    {
      it: 'a file that is none of the set',
      set: { ...files, 'cakes.csv': 'name\nLemon\n' },
      says: /cakes\.csv: is not a file of a tournament set/,
    },
    { it: 'a file that is no text', set: { 'venues.csv': 'name\nHa\0ll\n' }, says: 'venues.csv: it is no text; export it as CSV (UTF-8)' },
    { it: 'a file without a line', set: { 'teams.csv': '' }, says: 'teams.csv: The file is empty.' },
    {
      it: 'two rounds of one number',
      set: { ...files, 'rounds.csv': 'seq,name,abbreviation,stage,draw_type\n1,Round 1,R1,P,R\n1,Round 2,R2,P,P\n' },
      says: 'rounds.csv: two rounds have the same seq, in the file or with a round that is there.',
    },
  ];
  for (const { it: what, set, says } of wrong) {
    it(`refuses ${what}, and makes nothing at all`, async () => {
      await assert.rejects(make('wrong', set), { code: 'TAB_SET_REFUSED', status: 422, message: says });
      assert.equal(await tournaments.bySlug(tab.db, 'wrong'), null);
    });
  }

  it('refuses an address that is taken, wrong, or the site’s own', async () => {
    await assert.rejects(make('spring'), { code: 'TAB_SLUG_TAKEN' });
    await assert.rejects(make('Spring Open!'), { code: 'TAB_WRONG_INPUT' });
    await assert.rejects(make('admin'), { message: 'The address "admin" is used by the site itself.' });
  });

  it('lets one of two imports at once wait for the other, and nothing comes twice', async () => {
    const tournament = await make('twice', { 'institutions.csv': files['institutions.csv'] });
    const rest = listOf({ 'teams.csv': files['teams.csv'], 'venues.csv': files['venues.csv'] });
    const both = await Promise.all([1, 2].map(() => importSet(tab, { tournament, files: rest, actor: 'admin' })));
    assert.deepEqual(
      both.map(({ teams }) => teams).toSorted((a, b) => a - b),
      [0, 8],
    );
  });
});
