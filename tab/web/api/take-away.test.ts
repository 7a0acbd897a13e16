import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { strFromU8, unzipSync } from 'fflate';
import * as v from 'valibot';
import { testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';

const key = 'k'.repeat(40);
const motion = v.object({ id: v.number(), text: v.string(), rounds: v.array(v.object({ round: v.string(), seq: v.number() })) });

describe('the API', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: key, cookieSecret: 'x'.repeat(32) });
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools', simulate: 1 });
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    server.inject({
      method,
      url: `/api/v1/tournaments/schools${url}`,
      headers: { authorization: `Token ${key}` },
      ...(payload ? { payload } : {}),
    });

  it('gives the whole tournament as one zip to whoever has the key', async () => {
    const answer = await call('GET', '/export.zip');
    assert.deepEqual(
      [answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']],
      [200, 'application/zip', 'no-store'],
    );
    assert.match(String(answer.headers['content-disposition']), /^attachment; filename="schools-\d{4}-\d\d-\d\d\.zip"$/);
    const file = Object.entries(unzipSync(answer.rawPayload)).find(([name]) => name.endsWith('/results.csv'));
    assert.equal(strFromU8(file?.[1] ?? new Uint8Array()).split('\r\n').length, 1 + 8 + 1);
    assert.equal((await server.inject({ url: '/api/v1/tournaments/schools/export.zip' })).statusCode, 401);
  });

  it('writes motions down, corrects, releases and deletes them', async () => {
    const made = await call('POST', '/motions', { text: 'That we would weigh every vote', rounds: [{ round: 2 }] });
    assert.deepEqual([made.statusCode, made.headers['surrogate-purge']], [201, 'tournament-schools']);
    const { id, rounds } = v.parse(motion, made.json());
    assert.match(rounds[0]?.round ?? '', /\/tournaments\/schools\/rounds\/2$/);
    const changed = await call('PATCH', `/motions/${id}`, { text: 'That we would count every vote' });
    assert.deepEqual(v.parse(motion, changed.json()), { id, text: 'That we would count every vote', rounds });
    const shown = async (): Promise<string> => (await server.inject({ url: '/schools/motions/' })).body;
    assert.doesNotMatch(await shown(), /count every vote/);
    const readByAnybody = async (): Promise<string> => (await server.inject({ url: '/api/v1/tournaments/schools/motions' })).body;
    assert.equal(await readByAnybody(), '[]');
    assert.equal((await call('POST', '/rounds/2/acts/release-motions')).statusCode, 200);
    assert.match(await readByAnybody(), /count every vote/);
    assert.match(await shown(), /count every vote/);
    assert.equal((await call('POST', '/rounds/2/acts/release-motions')).statusCode, 409);
    assert.equal((await call('POST', '/rounds/2/acts/withdraw-motions')).statusCode, 200);
    assert.equal((await call('DELETE', `/motions/${id}`)).statusCode, 204);
    assert.deepEqual((await call('GET', '/motions')).json(), []);
    assert.equal((await call('GET', `/motions/${id}`)).statusCode, 404);
  });
});
