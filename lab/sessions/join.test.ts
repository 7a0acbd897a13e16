import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { markDropout } from './dropouts.ts';
import { releaseSeat } from './seats.ts';
import { createSession, type SessionWish } from './create.ts';

const game = defineGame({ name: 'plain' });
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'plain', games: [game.sequence(game.page('Only', { view: ({ next }) => html`${next}` }))] }],
});

describe('the session-wide link', () => {
  let lab: TestLab;
  const servers: FastifyInstance[] = [];
  before(async () => {
    lab = await testLab(project);
    servers.push(await labServer(lab), await labServer(lab.another()));
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await lab?.close();
  });

  let turn = 0;
  async function come(
    joinCode: string,
    { label, cookie, method = 'POST' }: { label?: string; cookie?: string; method?: 'GET' | 'POST' } = {},
  ) {
    const server = servers[(turn += 1) % 2];
    const query = label === undefined ? '' : `?participant_label=${label}`;
    const answer = await server?.inject({
      method,
      url: `/join/${joinCode}${query}`,
      headers: { ...(cookie && { cookie }), accept: 'text/html' },
    });
    return {
      status: answer?.statusCode,
      to: String(answer?.headers.location),
      cookie: String(answer?.headers['set-cookie']).split(';')[0],
      body: answer?.body,
    };
  }
  const make = (wish: Partial<SessionWish> = {}) => createSession(lab, { config: 'plain', participants: 4, ...wish });

  it('gives seats in order, one each, also to people who come together', async () => {
    const { joinCode, participantCodes } = await make();
    const places = await Promise.all([1, 2, 3, 4].map(() => come(joinCode)));
    assert.deepEqual(new Set(places.map(({ to }) => to)), new Set(participantCodes.map((code) => `/InitializeParticipant/${code}`)));
  });

  it('takes no seat from whoever only looks; who was there before goes on at once', async () => {
    const { joinCode, participantCodes } = await make({ participants: 1 });
    for (const look of [1, 2, 3]) {
      const seen = await come(joinCode, { method: 'GET', label: `somebody${look}` });
      assert.equal(seen.status, 200);
      assert.match(seen.body ?? '', new RegExp(`You are <b>somebody${look}</b>[^]*Start`));
    }
    const { cookie = '', to } = await come(joinCode);
    assert.equal(to, `/InitializeParticipant/${participantCodes[0]}`);
    assert.equal((await come(joinCode, { method: 'GET', cookie })).to, to);
  });

  it('says that the session is full', async () => {
    const { joinCode } = await make({ participants: 1 });
    const seen = await Promise.all([1, 2, 3].map(() => come(joinCode)));
    assert.deepEqual(
      seen.map(({ status }) => status ?? 0).sort((a, b) => a - b),
      [303, 404, 404],
    );
    assert.match(seen.find(({ status }) => status === 404)?.body ?? '', /Session is full/);
  });

  it('gives one label the same seat each time, also when both come at once', async () => {
    const { joinCode } = await make();
    const places = await Promise.all(['anna', 'anna', 'bert', 'anna', 'bert'].map((label) => come(joinCode, { label })));
    assert.equal(new Set(places.map(({ to }) => to)).size, 2);
    assert.equal((await come(joinCode, { label: 'anna' })).to, places[0]?.to);
  });

  it('knows the browser again, but not in a demo', async () => {
    for (const isDemo of [false, true]) {
      const { joinCode } = await make({ isDemo });
      const first = await come(joinCode);
      const again = await come(joinCode, { cookie: first.cookie ?? '' });
      assert.equal(again.to === first.to, !isDemo);
    }
  });

  it('gives a released seat to the next who comes, where it is now; the former link is void', async () => {
    const { participantCodes } = await make({ participants: 1 });
    const [code = ''] = participantCodes;
    await servers[0]?.inject({ url: `/InitializeParticipant/${code}` });
    await assert.rejects(releaseSeat(code, lab), { code: 'LAB_SEAT_IN_USE', status: 409 });
    await markDropout(code, lab);
    const next = await releaseSeat(code, lab);
    assert.notEqual(next, code);
    assert.equal((await servers[0]?.inject({ url: `/InitializeParticipant/${code}` }))?.statusCode, 404);
    const there = await servers[0]?.inject({ url: `/InitializeParticipant/${next}` });
    assert.equal(there?.headers.location, `/p/${next}/plain/Only/1`);
  });

  it('gives an unvisited seat back once it was taken by mistake', async () => {
    const { joinCode } = await make({ participants: 1 });
    const first = await come(joinCode);
    assert.equal((await come(joinCode)).status, 404);
    const next = await releaseSeat(first.to.split('/')[2] ?? '', lab);
    assert.equal((await come(joinCode)).to, `/InitializeParticipant/${next}`);
  });

  it('keeps labels that were given to seats before', async () => {
    const { joinCode, participantCodes } = await make({ labels: ['anna'] });
    assert.equal((await come(joinCode, { label: 'anna' })).to, `/InitializeParticipant/${participantCodes[0]}`);
  });

  it('answers a wrong link or participant with a plain 404', async () => {
    assert.equal((await come('nowhere')).status, 404);
    const answer = await servers[0]?.inject({ url: '/InitializeParticipant/zzzzzzzz', headers: { accept: 'text/html' } });
    assert.equal(answer?.statusCode, 404);
    assert.match(answer?.body ?? '', /There is no participant zzzzzzzz/);
  });
});
