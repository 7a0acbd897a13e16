import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { textQuery } from '#kit/db/query.ts';
import { newIntent } from '#kit/db/receipts.ts';
import { ballotForm } from '../round/ballot-form.ts';
import type { BallotForm } from '../round/ballot-form.ts';
import { findRound } from '../round/find.ts';
import { saveMotion } from '../round/motions.ts';
import type { Debate } from '../rules/debate.ts';
import type { SettingValues } from '../rules/settings.ts';
import * as debates from '../store/debates.ts';
import * as people from '../store/people.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { paths as adminPaths } from './admin/routes.ts';
import { ballotFields as field } from './ballot-input.ts';
import { FormBrowser } from './form-browser.ts';
import { paths as personalPaths } from './personal/paths.ts';
import { createSite } from './server.ts';

type Fields = Record<string, string>;

/** Everything that a refused ballot must leave as it is. */
const stateQuery = textQuery<object, { state: string }>(
  'test.state',
  `select concat_ws(' ', (select count(*) from ballots), (select count(*) from ballots where confirmed), (select sum(seq) from journal_heads),
     (select count(*) from receipts), (select string_agg(result_status, '' order by id) from debates)) as state`,
  () => [],
);

const revokeQuery = textQuery<{ key: string }, unknown>(
  'test.revoke',
  'update private_links set revoked_at = now() where url_key = $1',
  ({ key }) => [key],
);

describe('a ballot with something wrong', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let admin: FormBrowser;
  let rooms: Debate[];
  let form: BallotForm;
  let motions: number[];
  const keys = new Map<number, string>();
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    await createDemo(tab, { demo: 'wsdc8', actor: 'demo', slug: 'cup', seed: 'a' });
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'other', seed: 'b' });
    await settle({
      'debate_rules.ballots_per_debate_prelim': 'per-debate',
      'debate_rules.winners_in_ballots': 'high-points',
      'debate_rules.speaker_ranks': 'any',
      'scoring.maximum_margin': 30,
      'motions.enable_motions': true,
      'motions.motion_vetoes_enabled': true,
    });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    const { tournament, round } = await findRound(tab, 'cup', 1);
    motions = [];
    for (const place of [1, 2, 3]) {
      const motion = { text: `Motion ${place}`, reference: '', infoSlide: '', rounds: [{ seq: 1, place }] };
      motions.push(await saveMotion(tab, { tournament, actor: 'admin', id: null, motion }));
    }
    await act(tab, { slug: 'cup', seq: 1 }, 'release-motions');
    rooms = await debates.ofRound(tab.db, round.id);
    form = await ballotForm(tab, tournament, room(0).id);
    for (const { personId, urlKey } of await people.links(tab.db, tournament.id, 'adjudicator')) keys.set(personId, urlKey);
    admin = new FormBrowser(server);
    await admin.signIn('secret');
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const settle = async (values: SettingValues): Promise<void> => {
    const { tournament } = await findRound(tab, 'cup', 1);
    await changeSettings(tab, { tournament, actor: 'admin', values });
  };
  const room = (index: number): Debate => {
    const found = rooms[index];
    assert.ok(found);
    return found;
  };
  const speaker = (side: number, number: number): string => String(form.rosters[side]?.[number - 1]?.id);
  const chairKey = (debate: Debate): string => keys.get(debate.panel.find(({ place }) => place === 'C')?.id ?? 0) ?? '';
  const state = async (): Promise<string> => (await tab.db.one(stateQuery, {})).state;

  /** A ballot that is right in every place. */
  const right = (): Fields => ({
    intent: newIntent(),
    ...Object.fromEntries(
      [0, 1].flatMap((side) =>
        [1, 2, 3, 4].flatMap((position): [string, string][] => [
          [field.score(0, side, position), position === 4 ? '35' : String(72 - side)],
          [field.speaker(side, position), speaker(side, position === 4 ? 1 : position)],
          ...(position < 4 ? [[field.rank(0, side, position), String(side * 3 + position)] satisfies [string, string]] : []),
        ]),
      ),
    ),
    [field.winner(0)]: '0',
    [field.motion]: String(motions[0]),
    [field.veto(0)]: String(motions[1]),
    [field.veto(1)]: String(motions[2]),
  });
  const enter = async (change: Fields, debate = room(0)): Promise<string> => {
    const url = adminPaths.ballot('cup', debate.id);
    const answer = await admin.post(url, { ...right(), ...change }, '/admin');
    return answer.statusCode === 303 ? 'taken' : answer.body;
  };
  const judge = async (change: Fields, key = chairKey(room(0))): Promise<string> => {
    const browser = new FormBrowser(server);
    const answer = await browser.post(personalPaths.ballot('cup', 1, key), { ...right(), ...change }, '/login');
    return answer.statusCode === 303 ? 'taken' : answer.body;
  };

  const typed: { it: string; change: () => Fields; says: RegExp }[] = [
    { it: 'a score above the range', change: () => ({ [field.score(0, 0, 1)]: '81' }), says: /speech 1: 81 is outside 60 to 80\./ },
    { it: 'a score below the range', change: () => ({ [field.score(0, 1, 2)]: '59.5' }), says: /speech 2: 59\.5 is outside 60 to 80\./ },
    { it: 'a score off the step', change: () => ({ [field.score(0, 0, 1)]: '72.3' }), says: /72\.3 is not a step of 0\.5 above 60\./ },
    { it: 'a reply above its range', change: () => ({ [field.score(0, 0, 4)]: '72' }), says: /reply: 72 is outside 30 to 40\./ },
    { it: 'no score', change: () => ({ [field.score(0, 0, 2)]: '' }), says: /speech 2: The score is missing\./ },
    { it: 'a word for a score', change: () => ({ [field.score(0, 0, 2)]: 'seventy' }), says: /speech 2: The score is missing\./ },
    {
      it: 'equal totals',
      change: () => Object.fromEntries([1, 2, 3].map((position) => [field.score(0, 1, position), '72'])),
      says: /The ticked winner must have the higher total\./,
    },
    { it: 'the loser ticked', change: () => ({ [field.winner(0)]: '1' }), says: /The ticked winner must have the higher total\./ },
    { it: 'no winner', change: () => ({ [field.winner(0)]: '' }), says: /Tick the winner\./ },
    {
      it: 'teams too far apart',
      change: () => Object.fromEntries([1, 2, 3].map((position) => [field.score(0, 1, position), '61'])),
      says: /The teams are 33 apart; at most 30 is allowed\./,
    },
    { it: 'no speaker', change: () => ({ [field.speaker(0, 2)]: '' }), says: /speech 2: The speaker is missing\./ },
    {
      it: 'a speaker of the other team',
      change: () => ({ [field.speaker(0, 2)]: speaker(1, 2) }),
      says: /The speaker is not on this team\./,
    },
    {
      it: 'somebody twice without saying so',
      change: () => ({ [field.speaker(0, 2)]: speaker(0, 1) }),
      says: /This person has spoken before: mark the second speech as a duplicate\./,
    },
    {
      it: 'the last speaker in the reply',
      change: () => ({ [field.speaker(0, 4)]: speaker(0, 3) }),
      says: /The last substantive speaker cannot give the reply\./,
    },
    { it: 'a rank used twice', change: () => ({ [field.rank(0, 0, 2)]: '1' }), says: /Ranks are 1 to 6, each used once\./ },
    { it: 'no motion', change: () => ({ [field.motion]: '' }), says: /Say which motion was debated\./ },
    { it: 'a motion of nowhere', change: () => ({ [field.motion]: '9999' }), says: /This motion is not one of the round’s\./ },
    { it: 'a veto of nowhere', change: () => ({ [field.veto(1)]: '9999' }), says: /The vetoed motion is not one of the round’s\./ },
    {
      it: 'a team that did not come, where that is not asked',
      change: () => ({ [field.forfeit]: '0' }),
      says: /This tournament does not take forfeits\./,
    },
    { it: 'a form without its number', change: () => ({ intent: '' }), says: /This form is too old to be sent\./ },
  ];
  for (const { it: words, change, says } of typed)
    it(`${words}: one sentence, and nothing is changed`, async () => {
      const was = await state();
      assert.match(await enter(change()), says);
      assert.equal(await state(), was);
    });

  const judged: { it: string; send: () => Promise<string>; says: RegExp }[] = [
    { it: 'a veto of the debated motion', send: () => judge({ [field.veto(0)]: String(motions[0]) }), says: /so nobody vetoed it\./ },
    {
      it: 'one veto by both sides',
      send: () => judge({ [field.veto(0)]: String(motions[2]) }),
      says: /Both sides cannot veto the same motion\./,
    },
    {
      it: 'a link that was taken back',
      send: async () => {
        await tab.db.run(revokeQuery, { key: chairKey(room(2)) });
        return judge({}, chairKey(room(2)));
      },
      says: /There is no private page behind this link\./,
    },
    { it: 'a link of nobody', send: () => judge({}, 'a'.repeat(26)), says: /There is no private page behind this link\./ },
    {
      it: 'a ballot of another tournament’s debate',
      send: async () => {
        await act(tab, { slug: 'other', seq: 1 }, 'all-in', 'draw', 'confirm-draw');
        const [foreign] = await debates.ofRound(tab.db, (await findRound(tab, 'other', 1)).round.id);
        assert.ok(foreign);
        return enter({}, foreign);
      },
      says: /There is no debate \d+\./,
    },
    {
      it: 'a judge of another room',
      send: () => judge({ [field.speaker(0, 1)]: speaker(0, 1) }, chairKey(room(1))),
      says: /The speaker is not on this team\./,
    },
  ];
  for (const { it: words, send, says } of judged)
    it(`${words}: one sentence, and nothing is changed`, async () => {
      const [answer, ballots] = [await send(), (await state()).split(' ')[0]];
      assert.match(answer, says);
      assert.equal(ballots, '0');
    });

  const gates: { it: string; values: SettingValues; back: SettingValues; says: RegExp }[] = [
    {
      it: 'a judge where ballots are on paper',
      values: { 'data_entry.participant_ballots': 'off' },
      back: { 'data_entry.participant_ballots': 'private-urls' },
      says: /This tournament takes ballots on paper only\./,
    },
  ];
  for (const { it: words, values, back, says } of gates)
    it(`${words}: one sentence, and nothing is changed`, async () => {
      await settle(values);
      const was = await state();
      assert.match(await judge({}), says);
      assert.equal(await state(), was);
      await settle(back);
    });

  it('judges wait for the motions', async () => {
    await act(tab, { slug: 'cup', seq: 1 }, 'withdraw-motions');
    assert.match(await judge({}), /The motions of Round 1 are not out yet; ballots open with them\./);
    await act(tab, { slug: 'cup', seq: 1 }, 'release-motions');
  });

  it('the same form with other scores is refused, and the first stays', async () => {
    const intent = newIntent();
    assert.equal(await judge({ intent }), 'taken');
    const was = await state();
    assert.match(await judge({ intent, [field.score(0, 0, 1)]: '73' }), /This form was sent before with other scores; its receipt is /);
    assert.equal(await state(), was);
  });

  it('and one that is right is taken', async () => {
    assert.equal(await enter({ confirm: '1' }), 'taken');
    assert.equal((await debates.byId(tab.db, room(0).id))?.resultStatus, 'C');
  });
});
