import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { firstBadRow } from '../store/journal.ts';
import type { KindName } from '../store/setup-lists.ts';
import type { Tournament } from '../rules/tournament.ts';
import { act, testTab, type TestTab } from '../test-tab.ts';
import { createTournament } from '../tournaments/create.ts';
import { removeThing, saveThing } from './change.ts';
import { checkListOf } from './check-list.ts';
import type { Thing } from './kind.ts';
import { isKind, kinds } from './kinds.ts';

/** A thing of each kind in the order in which they need each other; a word that begins with # is the thing of that kind made before. */
const firsts: readonly (readonly [KindName, Record<string, unknown>])[] = [
  ['institutions', { name: 'Ashford College', code: 'Ash', region: 'North' }],
  ['break-categories', { name: 'Open', break_size: 4, is_general: true }],
  ['teams', { institution: '#institutions', reference: 'The Owls', break_categories: ['#break-categories'] }],
  ['speaker-categories', { name: 'Novice' }],
  ['speakers', { name: 'Ada Abara', team: '#teams', email: 'ada@example.org', categories: ['#speaker-categories'] }],
  ['adjudicators', { name: 'Jo Judge', institution: '#institutions', base_score: '4,5' }],
  ['venues', { name: 'Hall', url: 'https://maps.example.org/hall' }],
  ['venue-categories', { name: 'Step-free', venues: ['#venues'] }],
  ['venue-constraints', { category: '#venue-categories', adjudicator: '#adjudicators' }],
  ['rounds', { name: 'Round 1', abbreviation: 'R1', draw_type: 'R' }],
  ['score-criteria', { name: 'Content', min_score: 0, max_score: 40, weight: 1 }],
  ['feedback-questions', { text: 'Was the oral adjudication clear?', answer_type: 'bs', required: true }],
  ['schedule', { title: 'Briefing', type: 'briefing', start_time: '2026-05-09T09:00', round: '#rounds' }],
  ['adjudicator-team-conflicts', { adjudicator: '#adjudicators', team: '#teams', strength: 'soft' }],
  ['adjudicator-institution-conflicts', { adjudicator: '#adjudicators', institution: '#institutions' }],
  ['team-institution-conflicts', { team: '#teams', institution: '#institutions' }],
];

describe('setting a tournament up by hand', () => {
  let tab: TestTab;
  let tournament: Tournament;
  let other: Tournament;
  const made = new Map<string, number>();
  before(async () => {
    tab = await testTab();
    tournament = await createTournament(tab, { name: 'By hand', format: 'australs', actor: 'test', timezone: 'Europe/Berlin' });
    other = await createTournament(tab, { name: 'Another', format: 'bp', actor: 'test' });
  });
  after(() => tab.close());

  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    return typeof value === 'string' && value.startsWith('#') ? made.get(value.slice(1)) : value;
  };
  const valuesOf = (raw: Record<string, unknown>) => Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, named(value)]));
  const save = (name: KindName, raw: Record<string, unknown>, how: { id?: number; at?: Tournament } = {}): Promise<number> =>
    saveThing(tab, { tournament: how.at ?? tournament, kind: kinds[name], actor: 'test', id: how.id ?? null, values: valuesOf(raw) });
  const all = (name: KindName): Promise<Thing[]> => kinds[name].list(tab.db, tournament.id);

  for (const [name, raw] of firsts)
    it(`adds: ${name}`, async () => {
      const id = await save(name, raw);
      made.set(name, id);
      const found = (await all(name)).find((thing) => thing.id === id);
      assert.ok(found, name);
      for (const [field, value] of Object.entries(valuesOf(raw)))
        if (typeof value !== 'string' || /^[A-Z]/.test(value)) assert.deepEqual(found.values[field], value, field);
    });

  it('fills in what nobody says: names, an emoji and a code name, a place, the moment in the own time of the tournament', async () => {
    const [team] = await all('teams');
    assert.equal(team?.label, 'Ash The Owls');
    assert.ok(team.values['emoji'] !== '' && team.values['code_name'] !== '');
    const [category] = await all('break-categories');
    assert.deepEqual([category?.values['slug'], category?.values['seq']], ['open', 1]);
    const [event] = await all('schedule');
    assert.equal(event?.values['start_time'], '2026-05-09T07:00:00Z');
    const [judge] = await all('adjudicators');
    assert.match(String(judge?.values['code_name']), /^\d{8}$/);
  });

  it('renames the teams of an institution with it', async () => {
    await save('institutions', { name: 'Ashford University', code: 'AU' }, { id: made.get('institutions') ?? 0 });
    assert.equal((await all('teams'))[0]?.label, 'AU The Owls');
  });

  it('moves a speaker between teams', async () => {
    const second = await save('teams', { reference: 'Loners', use_institution_prefix: false });
    await save('speakers', { name: 'Ada Abara', team: second }, { id: made.get('speakers') ?? 0 });
    assert.equal((await all('speakers'))[0]?.values['team'], second);
    await removeThing(tab, { tournament, kind: kinds.speakers, actor: 'test', id: made.get('speakers') ?? 0 });
    await removeThing(tab, { tournament, kind: kinds.teams, actor: 'test', id: second });
    assert.equal((await all('teams')).length, 1);
  });

  it('numbers rounds anew when one comes between and when one goes', async () => {
    await save('rounds', { name: 'Round 2', abbreviation: 'R2' });
    const between = await save('rounds', { name: 'Between', abbreviation: 'B', seq: 2 });
    const seqs = async (): Promise<unknown[]> => (await all('rounds')).map(({ label, values }) => [label, values['seq']]);
    assert.deepEqual(await seqs(), [['Round 1', 1], ['Between', 2], ['Round 2', 3]]); // oxfmt-ignore
    await removeThing(tab, { tournament, kind: kinds.rounds, actor: 'test', id: between });
    assert.deepEqual(await seqs(), [['Round 1', 1], ['Round 2', 2]]); // oxfmt-ignore
  });

  const refused: readonly { it: string; kind: KindName; values: Record<string, unknown>; says: RegExp; on?: string; at?: 'other' }[] = [
    { it: 'a criterion of the same name', kind: 'score-criteria', values: { name: 'Content', min_score: 0, max_score: 1 }, says: /same name/ },
    { it: 'a criterion the wrong way round', kind: 'score-criteria', values: { name: 'Style', min_score: 2, max_score: 1 }, says: /below the lowest/ },
    { it: 'a question with nothing to choose from', kind: 'feedback-questions', values: { text: 'Which?', answer_type: 'ss' }, says: /at least two answers/ },
    { it: 'nothing at all', kind: 'institutions', values: {}, says: /^Name is empty; it must be a text. Code is empty/ },
    { it: 'the same institution again', kind: 'institutions', values: { name: 'Ashford University', code: 'AU' }, says: /there already/ },
    { it: 'a team without any name', kind: 'teams', values: { reference: ' ' }, says: /needs a name/ },
    { it: 'the same team again', kind: 'teams', values: { institution: '#institutions', reference: 'The Owls' }, says: /same name/ },
    { it: 'a seed that is no number', kind: 'teams', values: { reference: 'X', seed: 'strong' }, says: /Seed is "strong"; it must be a whole number/ },
    { it: 'a team of another tournament', kind: 'speakers', at: 'other', values: { name: 'Bo', team: '#teams' }, says: /^Team: there is no such thing/ },
    { it: 'an address that is none', kind: 'speakers', values: { name: 'Bo', team: '#teams', email: 'bo at home' }, says: /an e-mail address/ },
    { it: 'a name with a line break', kind: 'adjudicators', values: { name: 'Bo\nBo' }, says: /one line of text/ },
    { it: 'a base score out of the range', kind: 'adjudicators', values: { name: 'Bo', base_score: 11 }, says: /go from 0 to 5/ },
    { it: 'a room with a strange link', kind: 'venues', values: { name: 'X', url: 'javascript:alert(1)' }, says: /a web address/ },
    { it: 'a constraint for nobody', kind: 'venue-constraints', values: { category: '#venue-categories' }, says: /for one team, one adjudicator or one/ },
    { it: 'an adjudicator in conflict with themself', kind: 'adjudicator-adjudicator-conflicts', values: { adjudicator: '#adjudicators', other: '#adjudicators' }, says: /with themself/ },
    { it: 'the same conflict again', kind: 'adjudicator-team-conflicts', values: { adjudicator: '#adjudicators', team: '#teams' }, says: /there already/ },
    { it: 'a break of six rooms in BP', kind: 'break-categories', at: 'other', values: { name: 'Open', break_size: 20 }, says: /20 teams cannot break in rooms of four/ },
    { it: 'an elimination round without a category', kind: 'rounds', values: { name: 'GF', abbreviation: 'GF', stage: 'E', draw_type: 'E' }, says: /needs a break category/ },
    { it: 'a preliminary round drawn by elimination', kind: 'rounds', values: { name: 'R9', abbreviation: 'R9', draw_type: 'E' }, says: /and only they/ },
    { it: 'a 31st of February', kind: 'schedule', values: { title: 'X', start_time: '2026-02-31T10:00' }, says: /a date and a time/ },
    { it: 'an event that ends before it begins', kind: 'schedule', values: { title: 'X', start_time: '2026-05-09T10:00', end_time: '2026-05-09T09:00' }, says: /ends before/ },
    { it: 'a thing that is not there', kind: 'venues', on: '999999', values: { name: 'X' }, says: /There is no room 999999/ },
  ]; // oxfmt-ignore
  for (const one of refused)
    it(`refuses ${one.it}, and changes nothing`, async () => {
      const present = await all(one.kind);
      const at = one.at === 'other' ? other : tournament;
      const id = one.on === undefined ? {} : { id: Number(one.on) };
      await assert.rejects(save(one.kind, one.values, { at, ...id }), (error) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, one.says);
        return true;
      });
      assert.deepEqual(await all(one.kind), present);
    });

  it('keeps what is in a draw or in use', async () => {
    for (const number of [2, 3, 4]) await save('teams', { institution: '#institutions', reference: String(number) });
    const place = { slug: tournament.slug, seq: 1 };
    await act(tab, place, 'all-in', 'draw');
    for (const [name, says] of [
      ['teams', /is in a draw/],
      ['rounds', /has been drawn/],
      ['institutions', /come from there/],
    ] as const)
      await assert.rejects(removeThing(tab, { tournament, kind: kinds[name], actor: 'test', id: made.get(name) ?? 0 }), { message: says });
  });

  it('says what is missing before the first round', async () => {
    const checks = new Map((await checkListOf(tab, tournament)).map((check) => [check.kind, check]));
    assert.equal(checks.get('rounds')?.state, 'ok');
    assert.match(checks.get('teams')?.says.join(' ') ?? '', /Without speakers: 4 of them/);
    assert.equal(checks.get('adjudicators')?.state, 'fail');
    assert.equal(checks.get('venues')?.state, 'fail');
  });

  it('puts every change on record, and the chain stays whole', async () => assert.equal(await firstBadRow(tab.db, tournament.id), null));
  it('knows its kinds by name', () => assert.deepEqual([isKind('teams'), isKind('toString')], [true, false]));
});
