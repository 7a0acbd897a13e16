import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findTournament } from '../round/find.ts';
import { kinds } from '../setup/kinds.ts';
import type { KindName } from '../store/setup-lists.ts';
import { testTab, type TestTab } from '../test-tab.ts';
import { createTournament } from '../tournaments/create.ts';
import { importSet } from './csv.ts';

const listOf = (set: Record<string, string>) => Object.entries(set).map(([name, text]) => ({ name, text }));

/** As programs for two teams write their sets. */
const twoTeams = {
  'regions.csv': 'name\nNorth\n',
  'venue_categories.csv': 'name,description,display_in_venue_name\nGround floor,is step-free,suffix\n',
  'venues.csv': 'name,priority,category\nHall,10,Ground floor\nAula,20,Tower; Ground floor\n',
  'institutions.csv': 'code,name,region\nAsh,Ashford College,North\n',
  'teams.csv': 'institution,reference\nAsh,1\nAsh,2\n',
  'speakers.csv': 'name,institution,team_name,category\nAda,Ash,1,Novice\nBo,Ash,1,\nAda,Ash,2,\n',
  'speaker_categories.csv': 'name,slug\nNovice,novice\n',
  'adjudicators.csv': 'name,institution,base_score\nJo Judge,Ash,4\n',
  'adj_venue_constraints.csv': 'adjudicator,category,priority\nJo Judge,Ground floor,50\n',
  'team_venue_constraints.csv': 'team,category\nAsh 2,Tower\n',
  'adj_feedback_questions.csv':
    'seq,text,name,answer_type,required,min_value,max_value,choices,from_adj\n1,Was it clear?,Clear,scale,yes,1,5,,yes\n2,Which part?,Part,select single,no,,,opening//decision,no\n',
  'rounds.csv': 'seq,name,abbreviation,stage,draw_type\n1,Round 1,R1,p,seeded\n2,Round 2,R2,p,power paired\n',
};

/** As programs for British Parliamentary write them. */
const fourTeams = {
  'institutions.csv': 'code,name\nElm,Elmsworth\n',
  'break_categories.csv': 'name,slug,seq,break_size,is_general\nOpen,open,1,4,yes\nESL,esl,2,4,no\n',
  'speaker_categories.csv': 'name,slug\nESL,esl\nNovice,novice\n',
  'teams.csv':
    'institution,reference,break_category,speaker1_name,speaker1_category,speaker2_name,speaker2_category\nElm,A,esl,Cy,ESL/novice,Di,ESL\n',
  'scores.csv': 'adjudicator,score\nMo,3\n',
  'adjudicators.csv': 'name\nMo\n',
  'venues.csv': 'name\nB1\n',
};

describe('what hangs on to a CSV set', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createTournament(tab, { name: 'Two', slug: 'two', format: 'australs', actor: 'test', files: listOf(twoTeams) });
    await createTournament(tab, { name: 'Four', slug: 'four', format: 'bp', actor: 'test', files: listOf(fourTeams) });
  });
  after(() => tab.close());

  const things = async (slug: string, kind: KindName) => kinds[kind].list(tab.db, (await findTournament(tab, slug)).id);
  const labels = async (slug: string, kind: KindName): Promise<string[]> => (await things(slug, kind)).map(({ label }) => label);
  /** Per category the labels of its members, in order. */
  const members = async (slug: string, kind: 'venue-categories' | 'speaker-categories') => {
    const of = kind === 'venue-categories' ? 'venues' : 'speakers';
    const names = new Map((await things(slug, of)).map(({ id, label }) => [id, label]));
    const found = (await things(slug, kind)).map(({ label, values }): [string, string[]] => {
      const ids: readonly unknown[] = Array.isArray(values[of]) ? values[of] : [];
      return [label, ids.map((id) => names.get(Number(id)) ?? '').sort((one, other) => one.localeCompare(other))];
    });
    return Object.fromEntries(found);
  };

  it('room categories have their rooms, also one that only a room names', async () => {
    assert.deepEqual(await members('two', 'venue-categories'), { 'Ground floor': ['Aula', 'Hall'], Tower: ['Aula'] });
    const [ground] = await things('two', 'venue-categories');
    assert.deepEqual([ground?.values['description'], ground?.values['display_in_venue_name']], ['is step-free', 'suffix']);
  });

  it('who needs which rooms', async () => {
    const found = (await things('two', 'venue-constraints')).map(({ values }) => values);
    const subjects = found.map(({ priority, team, adjudicator }) => `${Number(priority)} ${team === null ? '' : 'team'}${adjudicator === null ? '' : 'judge'}`); // oxfmt-ignore
    assert.deepEqual(new Set(subjects), new Set(['100 team', '50 judge']));
  });

  it('speaker categories, in either way of writing them; a namesake in another team is not meant', async () => {
    assert.deepEqual(await members('two', 'speaker-categories'), { Novice: ['Ada'] });
    assert.deepEqual(await members('four', 'speaker-categories'), { ESL: ['Cy', 'Di'], Novice: ['Cy'] });
  });

  it('what feedback asks, and a first round by seed', async () => {
    const asked = (await things('two', 'feedback-questions')).map(({ values }) => [
      values['answer_type'],
      values['required'],
      values['max_value'],
      values['choices'],
      values['from_adj'],
    ]);
    assert.deepEqual(asked, [
      ['is', true, 5, '', true],
      ['ss', false, null, 'opening\ndecision', false],
    ]);
    assert.deepEqual((await things('two', 'rounds')).map(({ values }) => values['draw_type']), ['S', 'P']); // oxfmt-ignore
  });

  it('comes a second time and changes nothing', async () => {
    await importSet(tab, { tournament: await findTournament(tab, 'two'), files: listOf(twoTeams), actor: 'test' });
    const counts = ['venue-categories', 'venue-constraints', 'speaker-categories', 'feedback-questions'] as const;
    const found = await Promise.all(counts.map(async (kind) => (await labels('two', kind)).length));
    assert.deepEqual(found, [2, 2, 1, 2]);
  });

  const wrong = [
    {
      it: 'an adjudicator nobody knows',
      set: { 'adj_venue_constraints.csv': 'adjudicator,category\nWho,Tower\n' },
      says: /adj_venue_constraints\.csv, line 2, column "adjudicator": "Who" is neither in this set nor in the tournament\.$/,
    },
    {
      it: 'a room category nobody knows',
      set: { 'team_venue_constraints.csv': 'team,category\nAsh 1,Cellar\n' },
      says: /team_venue_constraints\.csv, line 2, column "category": "Cellar" is neither/,
    },
    {
      it: 'a question without choices',
      set: { 'adj_feedback_questions.csv': 'text,answer_type\nWhich?,select single\n' },
      says: /adj_feedback_questions\.csv, line 2: /,
    },
  ];
  for (const { it: what, set, says } of wrong)
    it(`refuses ${what}, and keeps nothing of the set`, async () => {
      const files = listOf({ ...set, 'venues.csv': 'name\nNew room\n' });
      const refused = importSet(tab, { tournament: await findTournament(tab, 'two'), files, actor: 'test' });
      await assert.rejects(refused, { code: 'TAB_SET_REFUSED', message: says });
      assert.equal((await labels('two', 'venues')).length, 2);
    });
});
