import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { HTMLElement } from 'node-html-parser';
import { textQuery } from '#kit/db/query.ts';
import { seededRandom } from '#kit/math/random.ts';
import { documentOf } from './export/document.ts';
import { readEvent } from './export/read-event.ts';
import { markIn } from './round/availability.ts';
import { makeBreak } from './round/break.ts';
import { findRound, findTournament } from './round/find.ts';
import type { TournamentId } from './rules/ids.ts';
import { kinds } from './setup/kinds.ts';
import { filledBallot } from './simulation/ballot-entry.ts';
import type { ScoreRules } from './simulation/ballot-entry.ts';
import { DeskBrowser, fieldsOf, formTo, withFields } from './simulation/desk-browser.ts';
import type { DeskPage, FormFields, Upload } from './simulation/desk-browser.ts';
import { Director } from './simulation/director.ts';
import * as debates from './store/debates.ts';
import * as people from './store/people.ts';
import { act, testTab } from './test-tab.ts';
import type { TestTab } from './test-tab.ts';
import { createDemo } from './tournaments/demo.ts';
import { ballotFields as ballot } from './web/ballot-input.ts';
import { createSite } from './web/server.ts';

const password = 'open sesame';

const revokeQuery = textQuery<{ key: string }, unknown>(
  'test.revokeLink',
  'update private_links set revoked_at = now() where url_key = $1',
  ({ key }) => [key],
);

/** Ballots and receipts, which the export of a running round leaves out. */
const countQuery = textQuery<object, { state: string }>(
  'test.count',
  `select concat_ws(' ', (select count(*) from ballots), (select count(*) from receipts), (select count(*) from private_links),
     (select sum(seq) from journal_heads), (select count(*) from tournaments)) as state`,
  () => [],
);

/** What somebody sends, and the sentence that comes back. */
interface Wrong {
  readonly it: string;
  readonly send: () => Promise<unknown>;
  readonly says: RegExp;
}

describe('what is wrong is said in one clear sentence, and nothing changes', () => {
  let tab: TestTab;
  let site: FastifyInstance;
  let browser: DeskBrowser;
  let rules: { four: ScoreRules; two: ScoreRules };
  let chair: string;
  let revoked: string;
  let panellist: { debate: number; version: number; judge: number };
  /** A debate of rooms of four, one of two teams, one of an elimination round. */
  let rooms: { four: number; two: number; final: number };
  let conflict: { adjudicator: string; institution: string };
  before(async () => {
    tab = await testTab();
    const first = await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'bp', seed: 'wrong', simulate: 1 });
    await act(tab, { slug: 'bp', seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'odd', seed: 'odd' });
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'cup', seed: 'cup', simulate: 4 });
    await makeBreak(tab, { tournament: await findTournament(tab, 'cup'), actor: 'test' });
    await act(tab, { slug: 'cup', seq: 5 }, 'all-in', 'draw', 'confirm-sides', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'bare', seed: 'bare' });
    await act(tab, { slug: 'bare', seq: 1 }, 'all-in', 'draw', 'confirm-draw');
    await markIn(tab, { ...(await findRound(tab, 'bare', 1)), actor: 'test', kind: 'adjudicator', ids: [] });
    site = await createSite(tab, { adminPassword: password, apiKey: null, cookieSecret: 'x'.repeat(64) });
    browser = new DeskBrowser(await site.listen({ host: '127.0.0.1', port: 0 }));
    await Director.signIn(browser, password);
    const rulesOf = (path: string) => new Director({ browser, path, seed: 'wrong', onStep: () => {} }).scoreRules();
    rules = { four: await rulesOf('/bp/admin'), two: await rulesOf('/cup/admin') };
    await readFacts(first.id);
    await leaveOneOut();
  });
  after(async () => {
    await site.close();
    await tab.close();
  });

  async function readFacts(id: TournamentId): Promise<void> {
    const links = await people.links(tab.db, id, 'adjudicator');
    const keyOf = (person: number | undefined): string => links.find(({ personId }) => personId === person)?.urlKey ?? '';
    const [first, second] = await debates.ofRound(tab.db, (await findRound(tab, 'bp', 2)).round.id);
    const [final] = await debates.ofRound(tab.db, (await findRound(tab, 'cup', 5)).round.id);
    const [two] = await debates.ofRound(tab.db, (await findRound(tab, 'cup', 4)).round.id);
    assert.ok(first && second && final && two);
    rooms = { four: first.id, two: two.id, final: final.id };
    panellist = { debate: first.id, version: first.version, judge: Number(second.panel[0]?.id) };
    chair = keyOf(first.panel.find(({ place }) => place === 'C')?.id);
    revoked = keyOf(second.panel.find(({ place }) => place === 'C')?.id);
    await tab.db.run(revokeQuery, { key: revoked });
    const known = (await kinds['adjudicator-institution-conflicts'].list(tab.db, id))[0]?.values;
    conflict = { adjudicator: String(known?.['adjudicator']), institution: String(known?.['institution']) };
  }

  /** One team of the second tournament stays away. */
  async function leaveOneOut(): Promise<void> {
    await act(tab, { slug: 'odd', seq: 1 }, 'all-in');
    const page = await browser.open('/odd/admin/rounds/1/available');
    const form = page.main.querySelectorAll('form').find((one) => one.querySelector('input[name=kind][value=team]') !== null);
    assert.ok(form);
    await browser.submit(page, form, fieldsOf(form).slice(0, -1));
  }

  const stateOf = async (): Promise<string> => {
    const all = await Promise.all(['bp', 'odd', 'cup', 'bare'].map((slug) => findTournament(tab, slug)));
    const events = await Promise.all(all.map(async (one) => documentOf(await readEvent(tab, one))));
    const things = await Promise.all(all.flatMap(({ id }) => Object.values(kinds).map((kind) => kind.list(tab.db, id))));
    return JSON.stringify([events, things, await tab.db.one(countQuery, {})]);
  };

  const formOf = (page: DeskPage, ending: string): HTMLElement => {
    const form = formTo(page, ending);
    assert.ok(form, `${page.url} has a form for ${ending}`);
    return form;
  };
  /** Fills in a form of a page of the first tournament and sends it. */
  async function sent(place: string, fields: Readonly<Record<string, string>>, ending = `/${place.split('/').at(-1)}`): Promise<unknown> {
    const page = await browser.open(`/bp/admin/${place}`);
    const form = formOf(page, ending);
    return browser.submit(page, form, withFields(form, fields));
  }
  async function imported(files: Upload['files']): Promise<unknown> {
    const page = await browser.open('/bp/admin/import');
    const form = formOf(page, '/import');
    return browser.upload(page, { form, fields: withFields(form, {}), files });
  }
  /** Sends what no button of the page would. */
  async function posted(path: string, fields: FormFields): Promise<unknown> {
    const page = await browser.open('/bp/admin/import');
    const form = formOf(page, '/paste');
    const token = fieldsOf(form).filter(([name]) => name === '_csrf');
    form.setAttribute('action', path);
    return browser.submit(page, form, [...token, ...fields]);
  }
  const done = (slug: string, round: number, name: string): Promise<unknown> => posted(`/${slug}/admin/rounds/${round}/acts/${name}`, []);
  const settings = (section: string, fields: Readonly<Record<string, string>>): Promise<unknown> =>
    posted('/bp/admin/settings', [['section', section], ...Object.entries(fields)]);
  const pasted = (subject: string, text: string): Promise<unknown> => sent('import', { subject, text, 'carry-out': '1' }, '/paste');
  /** A right ballot, with something changed. */
  async function entered(path: string, change: Readonly<Record<string, string>>): Promise<unknown> {
    const page = await browser.open(path);
    const form = formOf(page, path);
    const right = Object.fromEntries(filledBallot(form, path.startsWith('/bp/') ? rules.four : rules.two, seededRandom(path)));
    return browser.submit(page, form, Object.entries({ ...right, ...change }));
  }
  const four = (change: Readonly<Record<string, string>>) => entered(`/bp/admin/debates/${rooms.four}/ballot`, change);
  const csv = (name: string, ...lines: string[]): Upload['files'] => [{ name, text: lines.join('\n') }];

  const all: readonly Wrong[] = [
    { it: 'settings that contradict one another', says: /per-adj/, send: () => settings('debate_rules', { 'debate_rules.teams_in_debate': '4', 'debate_rules.ballots_per_debate_prelim': 'per-adj' }) },
    { it: 'a range upside down', says: /score_m/, send: () => settings('scoring', { 'scoring.score_min': '90', 'scoring.score_max': '60' }) },
    { it: 'a setting that is no number', says: /score_min/, send: () => settings('scoring', { 'scoring.score_min': 'low' }) },
    { it: 'a column that there is none of', says: /column "colour": is not a column of this file/, send: () => imported(csv('teams.csv', 'reference,colour', 'Owls,red')) },
    { it: 'a file that is none of a set', says: /guests.csv: is not a file of a tournament set/, send: () => imported(csv('guests.csv', 'name', 'Ann')) },
    { it: 'the same row imported twice', says: /line 3: says the same as line 2/, send: () => imported(csv('venues.csv', 'name', 'Hall', 'Hall')) },
    { it: 'a team of a school that nobody named', says: /"Nowhere" is neither in this set nor in the tournament/, send: () => imported(csv('teams.csv', 'institution,reference', 'Nowhere,1')) },
    { it: 'a zip that is none', says: /no zip that can be opened/, send: () => imported(csv('set.zip', 'PK no zip')) },
    { it: 'no file at all', says: /No file was sent/, send: () => imported([]) },
    { it: 'a pasted score out of the range', says: /Line 1: the score is "99"/, send: () => pasted('adjudicators', 'Jo\t99') },
    { it: 'an empty paste', says: /Nothing was pasted/, send: () => pasted('teams', ' ') },
    { it: 'somebody in conflict with themself', says: /with themself/, send: () => sent('setup/adjudicator-adjudicator-conflicts', { adjudicator: conflict.adjudicator, other: conflict.adjudicator }) },
    { it: 'a conflict that is there', says: /there already/, send: () => sent('setup/adjudicator-institution-conflicts', conflict) },
    { it: 'a break that rooms of four cannot hold', says: /10 teams cannot break in rooms of four/, send: () => sent('setup/break-categories', { name: 'Odd', break_size: '10' }) },
    { it: 'an elimination round of no break', says: /needs a break category/, send: () => sent('setup/rounds', { name: 'F', abbreviation: 'F', stage: 'E', draw_type: 'E' }) },
    { it: 'a team without a name', says: /A team needs a name/, send: () => sent('setup/teams', { institution: '', reference: '' }) },
    { it: 'a base score above the range', says: /go from 0 to 10/, send: () => sent('setup/adjudicators', { name: 'New', base_score: '11' }) },
    { it: 'a round between rounds that were drawn', says: /has been drawn/, send: () => sent('setup/rounds', { name: 'Early', abbreviation: 'E', seq: '1' }) },
    { it: 'teams that fill no rooms', says: /23 teams/, send: () => done('odd', 1, 'draw') },
    { it: 'a draw of a round that is public', says: /Round 2 .*(drawn|public)/, send: () => done('bp', 2, 'draw') },
    { it: 'a round closed before its ballots', says: /have no confirmed ballot/, send: () => done('bp', 2, 'complete') },
    { it: 'a break before the rounds are over', says: /must be over before the break/, send: () => posted('/bp/admin/breaks', []) },
    { it: 'debates that nobody can chair', says: /No adjudicators are available/, send: () => done('bare', 1, 'allocate') },
    { it: 'a panel that somebody changed meanwhile', says: /This panel was changed meanwhile/, send: () => posted('/bp/admin/rounds/2/panels', [['judge', String(panellist.judge)], ['debate', `${panellist.debate}:${panellist.version + 7}`], ['place', 'P']]) },
    { it: 'a score out of the range', says: /outside 50 to 99/, send: () => four({ [ballot.score(0, 0, 1)]: '120' }) },
    { it: 'a score off the step', says: /75\.5 is not a step of 1 above 50/, send: () => four({ [ballot.score(0, 0, 1)]: '75.5' }) },
    { it: 'no score', says: /The score is missing/, send: () => four({ [ballot.score(0, 1, 2)]: '' }) },
    { it: 'no speaker', says: /The speaker is missing/, send: () => four({ [ballot.speaker(0, 1)]: '' }) },
    { it: 'two teams with the same total', says: /tie|same total/, send: () => four(Object.fromEntries([0, 1].flatMap((side) => [1, 2].map((position) => [ballot.score(0, side, position), '75'])))) },
    { it: 'a tie in an elimination round', says: /Both teams have the same total/, send: () => entered(`/cup/admin/debates/${rooms.final}/ballot`, Object.fromEntries([0, 1].flatMap((side) => [1, 2, 3, 4].map((position) => [ballot.score(0, side, position), position === 4 ? '35' : '70'])))) },
    { it: 'a ballot of another tournament’s debate', says: /There is no debate \d+/, send: () => posted(`/bp/admin/debates/${rooms.two}/ballot`, [['intent', 'x']]) },
    { it: 'a judge of another round', says: /There is no published debate of round 3 that you judge/, send: () => browser.open(`/bp/results/round/3/adjudicator/${chair}/add/`) },
    { it: 'a form without its number', says: /too old to be sent/, send: () => four({ intent: '' }) },
    { it: 'a link that was taken back', says: /There is no private page behind this link/, send: () => browser.open(`/bp/privateurls/${revoked}/`) },
    { it: 'a new tournament whose break fits no rooms', says: /10 teams cannot break in rooms of four/, send: () => planned({ rounds: '5', breaking: '10' }) },
    { it: 'a new tournament of a hundred rounds', says: /1 to 20 preliminary rounds/, send: () => planned({ rounds: '100', breaking: '' }) },
  ]; // oxfmt-ignore

  async function planned(numbers: Readonly<Record<string, string>>): Promise<unknown> {
    const page = await browser.open('/admin');
    const form = formOf(page, '/admin/tournaments');
    return browser.upload(page, { form, fields: withFields(form, { name: 'Planned', ...numbers }), files: [] });
  }

  for (const { it: words, send, says } of all)
    it(words, async () => {
      const was = await stateOf();
      await assert.rejects(send(), (error) => {
        assert.ok(error instanceof Error);
        assert.match(error.message, /answered 4\d\d/);
        assert.match(error.message, says);
        return true;
      });
      assert.equal(await stateOf(), was);
    });
});
