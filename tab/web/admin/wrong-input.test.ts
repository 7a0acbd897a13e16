import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { documentOf } from '../../export/document.ts';
import { readEvent } from '../../export/read-event.ts';
import { findTournament } from '../../round/find.ts';
import { DeskBrowser, fieldsOf, formTo, withFields } from '../../simulation/desk-browser.ts';
import { Director } from '../../simulation/director.ts';
import { kinds } from '../../setup/kinds.ts';
import * as tournaments from '../../store/tournaments.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';

/** What somebody sends by a form of a page. */
interface Wrong {
  readonly it: string;
  /** Under the tournament's pages. */
  readonly page: string;
  /** How the form's address ends. */
  readonly form: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly files?: readonly { readonly name: string; readonly text: string }[];
  readonly says: RegExp;
}

const csv = (name: string, ...lines: string[]) => [{ name, text: lines.join('\n') }];

const all: readonly Wrong[] = [
  { it: 'ballots per adjudicator in rooms of four', page: 'settings', form: '/settings', fields: { section: 'debate_rules', 'debate_rules.teams_in_debate': '4', 'debate_rules.ballots_per_debate_prelim': 'per-adj' }, says: /per-debate|per adjudicator|four teams|BP/i },
  { it: 'a score range upside down', page: 'settings', form: '/settings', fields: { section: 'scoring', 'scoring.score_min': '90', 'scoring.score_max': '60', 'scoring.score_step': '1' }, says: /score_m/ },
  { it: 'a setting that is no number', page: 'settings', form: '/settings', fields: { section: 'scoring', 'scoring.score_min': 'low' }, says: /score_min/ },
  { it: 'a column that there is none of', page: 'import', form: '/import', files: csv('teams.csv', 'reference,colour', 'Owls,red'), says: /column "colour": is not a column of this file/ },
  { it: 'a file that is none of a set', page: 'import', form: '/import', files: csv('guests.csv', 'name', 'Ann'), says: /guests.csv: is not a file of a tournament set/ },
  { it: 'the same row twice', page: 'import', form: '/import', files: csv('venues.csv', 'name', 'Hall', 'Hall'), says: /line 3: says the same as line 2/ },
  { it: 'a team of a school that nobody named', page: 'import', form: '/import', files: csv('teams.csv', 'institution,reference', 'Nowhere,1'), says: /"Nowhere" is neither in this set nor in the tournament/ },
  { it: 'a zip that is none', page: 'import', form: '/import', files: csv('set.zip', 'PK no zip'), says: /no zip that can be opened/ },
  { it: 'no file at all', page: 'import', form: '/import', files: [], says: /No file was sent/ },
  { it: 'a pasted score out of the range', page: 'import', form: '/paste', fields: { subject: 'adjudicators', text: 'Jo\t99', 'carry-out': '1' }, says: /Line 1: the score is "99"/ },
  { it: 'an empty paste', page: 'import', form: '/paste', fields: { subject: 'teams', text: ' ' }, says: /Nothing was pasted/ },
  { it: 'an adjudicator in conflict with themself', page: 'setup/adjudicator-adjudicator-conflicts', form: '/adjudicator-adjudicator-conflicts', fields: { adjudicator: '#adjudicators', other: '#adjudicators' }, says: /with themself/ },
  { it: 'a conflict that is there', page: 'setup/adjudicator-institution-conflicts', form: '/adjudicator-institution-conflicts', fields: { adjudicator: '#adjudicators', institution: '#institutions' }, says: /there already/ },
  { it: 'a break that rooms of four cannot hold', page: 'setup/break-categories', form: '/break-categories', fields: { name: 'Odd', break_size: '10' }, says: /10 teams cannot break in rooms of four/ },
  { it: 'an elimination round for nobody', page: 'setup/rounds', form: '/rounds', fields: { name: 'F', abbreviation: 'F', stage: 'E', draw_type: 'E' }, says: /needs a break category/ },
  { it: 'a team without a name', page: 'setup/teams', form: '/teams', fields: { institution: '', reference: '' }, says: /A team needs a name/ },
  { it: 'a base score above the range', page: 'setup/adjudicators', form: '/adjudicators', fields: { name: 'New', base_score: '11' }, says: /go from 0 to 10/ },
  { it: 'a round between rounds that were drawn', page: 'setup/rounds', form: '/rounds', fields: { name: 'Early', abbreviation: 'E', seq: '1' }, says: /has been drawn/ },
]; // oxfmt-ignore

describe('what is wrong about the set-up is said in words, and nothing changes', () => {
  let tab: TestTab;
  let site: FastifyInstance;
  let browser: DeskBrowser;
  const firsts = new Map<string, string>();
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'bp', seed: 'wrong', simulate: 1 });
    await act(tab, { slug: 'bp', seq: 2 }, 'all-in');
    site = await createSite(tab, { adminPassword: 'open sesame', apiKey: null, cookieSecret: 'x'.repeat(64) });
    browser = new DeskBrowser(await site.listen({ host: '127.0.0.1', port: 0 }));
    await Director.signIn(browser, 'open sesame');
    const page = await browser.open('/bp/admin/rounds/2/available');
    const [form] = page.main.querySelectorAll('form').filter((one) => one.querySelector('input[name=kind][value=team]') !== null);
    assert.ok(form);
    const ticks = fieldsOf(form);
    await browser.submit(page, form, ticks.slice(0, -1)); // one team stays away
    const conflict = (await kinds['adjudicator-institution-conflicts'].list(tab.db, tournament.id))[0]?.values;
    firsts.set('#adjudicators', String(conflict?.['adjudicator'])).set('#institutions', String(conflict?.['institution']));
  });
  after(async () => {
    await site.close();
    await tab.close();
  });

  const stateOf = async (): Promise<string> => {
    const tournament = await findTournament(tab, 'bp');
    const things = await Promise.all(Object.values(kinds).map((kind) => kind.list(tab.db, tournament.id)));
    return JSON.stringify([documentOf(await readEvent(tab, tournament)), things]);
  };

  for (const one of all)
    it(one.it, async () => {
      const present = await stateOf();
      const page = await browser.open(`/bp/admin/${one.page}`);
      const form = formTo(page, one.form);
      assert.ok(form, `${one.page} has a form for ${one.form}`);
      const given = Object.fromEntries(Object.entries(one.fields ?? {}).map(([name, value]) => [name, firsts.get(value) ?? value]));
      const fields = one.fields?.['section'] === undefined ? withFields(form, given) : [...csrfOf(form), ...Object.entries(given)];
      const sent = one.files === undefined ? browser.submit(page, form, fields) : browser.upload(page, { form, fields, files: one.files });
      await assert.rejects(sent, (error) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, /answered 4\d\d/);
        assert.match(error.message, one.says);
        return true;
      });
      assert.equal(await stateOf(), present);
    });

  it('a number of teams that fills no rooms: no button draws it, and the page says why', async () => {
    const page = await browser.open('/bp/admin/rounds/2/draw');
    assert.equal(formTo(page, '/acts/draw'), null);
    assert.match(page.main.text, /23 teams/);
    assert.match((await browser.open('/bp/admin/rounds/2/available')).main.text, /23 teams are available, 3 more than fill rooms of 4/);
  });

  it('an archive that is none makes no tournament', async () => {
    const page = await browser.open('/admin');
    const form = formTo(page, '/admin/tournaments');
    assert.ok(form);
    const files = [{ name: 'old.xml', text: '<html/>' }];
    await assert.rejects(browser.upload(page, { form, fields: withFields(form, { name: 'Old' }), files }), /no tournament in it/);
    assert.equal((await tournaments.list(tab.db)).length, 1);
  });
});

const csrfOf = (form: NonNullable<ReturnType<typeof formTo>>): [string, string][] => fieldsOf(form).filter(([name]) => name === '_csrf');
