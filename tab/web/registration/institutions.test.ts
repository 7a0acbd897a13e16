import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { textQuery } from '#kit/db/query.ts';
import { newIntent } from '#kit/db/receipts.ts';
import { allotSlots } from '../../registration/slots.ts';
import { saveThing } from '../../setup/change.ts';
import { kinds } from '../../setup/kinds.ts';
import * as conflicts from '../../store/conflicts.ts';
import { links } from '../../store/people.ts';
import * as registration from '../../store/registration.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { keyIn, Registrants } from '../../testing/registrants.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { registrationPaths } from '../admin/registration-paths.ts';
import { FormBrowser } from '../form-browser.ts';
import { createSite } from '../server.ts';
import { paths } from './paths.ts';

const allMail = 'select kind, address, body from messages order by id limit 200';
const mailQuery = textQuery<object, { kind: string; address: string; body: string }>('test.mail', allMail, () => []);

describe('registration of institutions (tab spec section 10.1)', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let people: Registrants;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'cup', seed: 'a' });
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    people = new Registrants(tab, server, 'cup');
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const harbour = {
    'institution-name': 'Quay College',
    'institution-code': 'QQ',
    'institution-teams_requested': '2',
    'institution-adjudicators_requested': '1',
    'coach-name': 'Cleo Marsh',
    'coach-email': 'cleo@example.org',
  };
  const crew = {
    'speaker-1-id': '',
    'speaker-1-name': 'Ana Pereira',
    'speaker-1-email': 'ana@example.org',
    'speaker-2-id': '',
    'speaker-2-name': 'Tom Li',
    'speaker-2-email': '',
    'team-use_institution_prefix': '1',
  };
  let coachKey = '';

  it('opens by setting, and the front page leads to it', async () => {
    await people.set({
      'registration.institution_registration': true,
      'registration.institution_participant_registration': true,
      'registration.reg_institution_slots': true,
      'registration.team_name_generator': 'alphabetical',
      'registration.speakers_in_team': 2,
    });
    assert.match((await people.get('/cup')).body, /href="\/cup\/registration\/"/);
    assert.match((await people.get(paths.start('cup'))).body, /Register an institution/);
    await people.ask({ subject: 'institution', text: 'Where do you come from?', name: 'City', required: 'yes' });
    await people.ask({ subject: 'speaker', text: 'What do you eat?', name: 'Food', answer_type: 'ss', choices: 'all\nno meat' });
    assert.match((await people.get(paths.open('cup', 'institution'))).body, /Where do you come from\?/);
  });

  it('says everything that is wrong with a form at once, keeps what was written, and registers nothing', async () => {
    const refused = await people.post(paths.open('cup', 'institution'), {
      ...harbour,
      'institution-name': '',
      'institution-teams_requested': 'many',
      'coach-email': 'cleo',
    });
    assert.equal(refused.statusCode, 422);
    for (const sentence of [
      'Institution: Name is empty',
      'Teams you would bring is &quot;many&quot;',
      'Institution, Where do you come from? Answer this question',
      'Coach: E-mail is &quot;cleo&quot;',
    ])
      assert.ok(refused.body.includes(sentence), sentence);
    assert.match(refused.body, /value="Cleo Marsh"/);
    assert.equal(await people.listed('institutions', 'Quay College'), undefined);
  });

  it('registers an institution once however often the form is sent, and leads its coach to a private page', async () => {
    const city = { [await people.question('institution', 'City')]: 'Lisbon' };
    const form = { ...harbour, ...city, intent: newIntent() };
    const answers = await Promise.all([1, 2, 3].map(() => people.post(paths.open('cup', 'institution'), form)));
    const [location] = answers.map(({ headers }) => headers.location);
    assert.ok(answers.every(({ statusCode, headers }) => statusCode === 303 && headers.location === location));
    coachKey = keyIn(location);
    assert.equal(answers[0]?.headers['surrogate-purge'], 'tournament-cup');
    const page = await people.get(String(location));
    assert.match(page.body, /Quay College[\s\S]*asked for 2 teams and 1 adjudicator\. The organisers give slots/);
    const [mail] = await tab.db.run(mailQuery, {});
    assert.equal(mail?.address, 'cleo@example.org');
    assert.ok(mail.body.includes(`http://tab.example.org/cup/privateurls/${coachKey}/`));
    const own = (await people.all('institution')).find(({ name }) => name === harbour['institution-name']);
    assert.deepEqual(Object.values(own?.answers ?? {}), ['Lisbon']);
  });

  it('gives nobody the key to what somebody else registered', async () => {
    const city = { [await people.question('institution', 'City')]: 'Lisbon' };
    for (const twice of [
      {},
      { 'institution-name': 'QUAY college', 'institution-code': 'H2' },
      { 'institution-name': 'Other', 'institution-code': 'qq' },
    ]) {
      const refused = await people.post(paths.open('cup', 'institution'), { ...harbour, ...city, ...twice });
      assert.equal(refused.statusCode, 422);
      assert.match(refused.body, /Quay College \(QQ\) is registered already/);
    }
  });

  const allot = async (teams: number, adjudicators: number): Promise<void> => {
    const own = (await registration.slots(tab.db, (await people.tournament()).id)).find(({ code }) => code === 'QQ');
    assert.ok(own);
    const was = { teams: own.teamsAllocated, adjudicators: own.adjudicatorsAllocated, payment: own.payment };
    await allotSlots(tab, {
      tournament: await people.tournament(),
      actor: 'test',
      changes: [{ id: own.id, was, is: { teams, adjudicators, payment: '' } }],
    });
  };

  it('lets a coach register up to the slots that were given, and of two at the same moment one for the last', async () => {
    const url = paths.team('cup', coachKey, 'new');
    assert.equal((await people.post(url, crew)).statusCode, 403);
    await allot(1, 1);
    assert.match((await people.get(paths.own('cup', coachKey))).body, /0 of 1[\s\S]*Register a team/);
    const both = await Promise.all([people.post(url, crew), people.post(url, { ...crew, 'speaker-1-name': 'Eve Sol' })]);
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
      [303, 403],
    );
    assert.match((await people.get(paths.own('cup', coachKey))).body, /1 of 1[\s\S]*All slots are used/);
    await allot(2, 1);
  });

  it('gives a team what an import would: a name, a sign, its categories, its own conflict, a link and an e-mail for each speaker', async () => {
    const food = { [await people.question('speaker-1', 'Food')]: 'no meat' };
    assert.equal((await people.post(paths.team('cup', coachKey, 'new'), { ...crew, ...food })).statusCode, 303);
    const team = await people.listed('teams', 'QQ B');
    assert.ok(team);
    const general = (await kinds['break-categories'].list(tab.db, (await people.tournament()).id)).filter(
      ({ values }) => values['is_general'] === true,
    );
    assert.deepEqual(
      team.values['break_categories'],
      general.map(({ id }) => id),
    );
    const speakers = await people.from('QQ B');
    assert.deepEqual(
      speakers.map(({ name, answers }) => [name, Object.values(answers)]),
      [
        ['Ana Pereira', ['no meat']],
        ['Tom Li', []],
      ],
    );
    const keys = new Set((await links(tab.db, (await people.tournament()).id, 'speaker')).map(({ personId }) => Number(personId)));
    assert.ok(speakers.every(({ id }) => keys.has(id)));
    const mail = (await tab.db.run(mailQuery, {})).filter(({ kind }) => kind === 'team-registration').at(-1);
    assert.match(
      mail?.body ?? '',
      /as Quay College B \(QQ B\) of Quay College\.\nSpeakers: Ana Pereira, Tom Li[\s\S]*http:\/\/tab\.example\.org\/cup\/privateurls\//,
    );
  });

  it('keeps adjudicators off the teams of their own institution', async () => {
    const url = paths.adjudicator('cup', coachKey, 'new');
    assert.equal((await people.post(url, { 'adjudicator-name': 'Jo Reed', 'adjudicator-email': 'jo@example.org' })).statusCode, 303);
    const [judge, team] = [await people.listed('adjudicators', 'Jo Reed'), await people.listed('teams', 'QQ B')];
    const pairs = await conflicts.withTeams(tab.db, (await people.tournament()).id);
    assert.ok(pairs.some(({ adjudicatorId, teamId }) => Number(adjudicatorId) === judge?.id && Number(teamId) === team?.id));
    assert.equal((await people.post(url, { 'adjudicator-name': 'Al Too' })).statusCode, 403);
  });

  it('lets a coach change and withdraw what is theirs, keeps what no form asks for, and nothing else', async () => {
    const team = await people.listed('teams', 'QQ B');
    assert.ok(team);
    const base = { actor: 'test', tournament: await people.tournament(), kind: kinds.teams };
    await saveThing(tab, { ...base, id: team.id, values: { ...team.values, seed: 7 } });
    const [ana, tom] = await people.from('QQ B');
    assert.ok(ana && tom);
    const url = paths.team('cup', coachKey, team.id);
    assert.match((await people.get(url)).body, /value="Ana Pereira"[\s\S]*<option value="no meat" selected>/);
    const changed = {
      ...crew,
      'speaker-1-id': String(ana.id),
      'speaker-1-name': 'Ana Sousa',
      'speaker-2-id': String(tom.id),
      'speaker-2-name': '',
    };
    const stranger = await people.post(url, { ...changed, 'speaker-2-id': '1' });
    assert.match(stranger.body, /changed meanwhile/);
    assert.equal((await people.post(url, changed)).statusCode, 303);
    assert.equal((await people.listed('teams', 'QQ B'))?.values['seed'], 7);
    const left = await people.from('QQ B');
    assert.deepEqual(
      left.map(({ name }) => name),
      ['Ana Sousa'],
    );
    const [foreign] = (await kinds.teams.list(tab.db, (await people.tournament()).id)).filter(({ label }) => !label.startsWith('QQ'));
    assert.equal((await people.get(paths.team('cup', coachKey, foreign?.id ?? 0))).statusCode, 404);
    assert.equal((await people.post(paths.withdrawTeam('cup', coachKey, foreign?.id ?? 0), {})).statusCode, 404);
    assert.equal((await people.post(paths.withdrawTeam('cup', coachKey, team.id), {})).statusCode, 303);
    assert.equal(await people.listed('teams', 'QQ B'), undefined);
  });

  it('shows the tab room who asked for what, takes what it gives, and never over what somebody else gave meanwhile', async () => {
    const room = new FormBrowser(server);
    await room.signIn('secret');
    const url = registrationPaths.slots('cup');
    const own = (await registration.slots(tab.db, (await people.tournament()).id)).find(({ code }) => code === 'QQ');
    assert.ok(own);
    assert.match((await room.get(url)).body, /Quay College[\s\S]*Cleo Marsh[\s\S]*2 \+ 1/);
    const given = (was: string, teams: string, payment: string) =>
      room.post(
        url,
        { [`was-${own.id}`]: was, [`teams-${own.id}`]: teams, [`adjudicators-${own.id}`]: '1', [`payment-${own.id}`]: payment },
        url,
      );
    assert.equal((await given('2/1/', '3', 'paid')).statusCode, 303);
    assert.equal((await given('2/1/', '9', '')).statusCode, 409);
    assert.equal((await given('3/1/paid', 'lots', 'paid')).statusCode, 422);
    const now = (await registration.slots(tab.db, (await people.tournament()).id)).find(({ code }) => code === 'QQ');
    assert.deepEqual([now?.teamsAllocated, now?.adjudicatorsAllocated, now?.payment], [3, 1, 'paid']);
    assert.match((await room.get(registrationPaths.answers('cup', 'institution'))).body, /Quay College[\s\S]*Lisbon/);
    assert.match(
      (await room.get(registrationPaths.answersFile('cup', 'institution'))).body,
      /^name,from,email,registered,City\r?\n[\s\S]*Quay College,,,[^,]+,Lisbon/,
    );
    assert.equal((await server.inject(url)).statusCode, 401);
  });

  it('keeps what is in a draw', async () => {
    const team = await people.listed('teams', 'QQ A');
    assert.ok(team);
    await tab.db.run(
      textQuery<object, unknown>('test.seat', `insert into debates (round_id) select id from rounds order by seq limit 1`, () => []),
      {},
    );
    await tab.db.run(
      textQuery<{ id: number }, unknown>(
        'test.sit',
        `insert into debate_teams (debate_id, team_id, side) select max(id), $1::int, 0 from debates`,
        ({ id }) => [id],
      ),
      { id: team.id },
    );
    const kept = await people.post(paths.withdrawTeam('cup', coachKey, team.id), {});
    assert.equal(kept.statusCode, 409);
    assert.ok(await people.listed('teams', 'QQ A'));
    assert.equal((await people.from('QQ A')).length, 2);
  });
});
