import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { findTournament } from '../../round/find.ts';
import type { Debate } from '../../rules/debate.ts';
import { kinds } from '../../setup/kinds.ts';
import { saveThing } from '../../setup/change.ts';
import * as conflicts from '../../store/conflicts.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import * as teams from '../../store/teams.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { paths } from './paths.ts';
import { registerPersonal } from './routes.ts';

describe('the page behind a private link', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let debate: Debate;
  const keys = new Map<number, string>();
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    const [first] = await rounds.ofTournament(tab.db, tournament.id);
    assert.ok(first);
    const [room] = await debates.ofRound(tab.db, first.id);
    assert.ok(room);
    debate = room;
    for (const kind of ['adjudicator', 'speaker'] as const)
      for (const { personId, urlKey } of await people.links(tab.db, tournament.id, kind)) keys.set(personId, urlKey);
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32), islandFolders: [] });
    registerPersonal(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const set = async (values: Record<string, unknown>): Promise<unknown> =>
    changeSettings(tab, { tournament: await findTournament(tab, 'cup'), values, actor: 'test' });
  const get = async (url: string) => server.inject({ url, headers: { accept: 'text/html' } });
  const post = async (url: string, fields: Record<string, string>) =>
    server.inject({
      method: 'POST',
      url,
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  const speakerKey = async (): Promise<string> => {
    const tournament = await findTournament(tab, 'cup');
    const speaker = (await teams.speakers(tab.db, tournament.id)).find(({ teamId }) => teamId === debate.teams[0]?.id);
    return keys.get(speaker?.id ?? 0) ?? '';
  };
  const chair = () => debate.panel.find(({ place }) => place === 'C');
  const chairKey = (): string => keys.get(chair()?.id ?? 0) ?? '';

  it('says to a speaker what came of each round before, once the round is over', async () => {
    const { body } = await get(paths.home('cup', await speakerKey()));
    assert.match(body, /Round 1 · (?:1st|2nd|3rd|4th)/);
  });

  it('shows the confirmed scoresheet to who spoke in the debate, where the settings say so', async () => {
    const key = await speakerKey();
    assert.equal((await get(paths.sheet('cup', 1, key))).statusCode, 404);
    await set({ 'tab_release.private_ballots_released': true });
    assert.match((await get(paths.home('cup', key))).body, new RegExp(paths.sheet('cup', 1, key)));
    const { statusCode, body } = await get(paths.sheet('cup', 1, key));
    assert.equal(statusCode, 200);
    for (const { name } of debate.teams) assert.match(body, new RegExp(name));
    assert.equal((await get(paths.sheet('cup', 2, key))).statusCode, 404, 'round 2 is not over');
  });

  it('says on whom feedback is still owed', async () => {
    assert.doesNotMatch((await get(paths.home('cup', await speakerKey()))).body, /owed/);
    await set({ 'data_entry.participant_feedback': 'private-urls', 'feedback.feedback_from_teams': 'orallist' });
    const { body } = await get(paths.home('cup', await speakerKey()));
    assert.match(body, /Give feedback \(1 owed\)/);
    assert.match(body, new RegExp(`On ${chair()?.name}`));
  });

  it('lets an adjudicator declare a conflict, which counts at once, and take it back', async () => {
    const tournament = await findTournament(tab, 'cup');
    const [team] = debate.teams;
    const url = paths.conflicts('cup', chairKey());
    const isOnRecord = async (): Promise<boolean> =>
      (await conflicts.withTeams(tab.db, tournament.id)).some(
        ({ adjudicatorId, teamId }) => adjudicatorId === chair()?.id && teamId === team?.id,
      );
    const wasThere = await isOnRecord();
    await post(url, { about: `team:${team?.id}` });
    await post(url, { about: `team:${team?.id}` });
    assert.equal(await isOnRecord(), true);
    assert.match((await get(url)).body, new RegExp(`Take back ${team?.name}`));
    await post(url, { about: `team:${team?.id}`, wish: 'take-back' });
    assert.equal(await isOnRecord(), wasThere);
  });

  it('refuses a conflict with nobody, with a foreign team, and from a speaker', async () => {
    const url = paths.conflicts('cup', chairKey());
    const nobody = await post(url, { about: '' });
    assert.equal(nobody.statusCode, 422);
    assert.match(nobody.body, /Say with whom you have a conflict\./);
    assert.equal((await post(url, { about: 'team:999999' })).statusCode, 404);
    assert.equal((await get(paths.conflicts('cup', await speakerKey()))).statusCode, 404);
  });

  it('shows a coach where the teams and adjudicators of the institution are, and nobody else', async () => {
    const tournament = await findTournament(tab, 'cup');
    const [own, foreign] = (await teams.ofTournament(tab.db, tournament.id)).filter(
      ({ institutionId }, index, all) => all.findIndex((one) => one.institutionId === institutionId) === index,
    );
    assert.ok(own?.institutionId && foreign);
    const values = { name: 'Coco Coach', institution: own.institutionId };
    await saveThing(tab, { tournament, kind: kinds.coaches, actor: 'test', id: null, values });
    const [link] = await people.links(tab.db, tournament.id, 'coach');
    const { body } = await get(paths.home('cup', link?.urlKey ?? ''));
    assert.match(body, new RegExp(`<b>${own.name}</b><span>Round 2 · `));
    assert.doesNotMatch(body, new RegExp(`<b>${foreign.name}</b>`));
  });
});
