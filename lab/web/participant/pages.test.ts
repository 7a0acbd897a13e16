import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import project from '../../../demo/lab/rostra.lab.ts';
import type { Person } from '../../testing/participant.ts';
import { seated } from '../../testing/seated.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

describe('what a participant’s address may be', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let person: Person;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    const [first] = await seated(lab, server, { config: 'public_goods', participants: 3 });
    assert.ok(first);
    person = first;
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  const code = (): string => person.seen.url.split('/')[2] ?? '';
  const get = (url: string) => server.inject({ url, headers: { accept: 'text/html' } });
  const post = (url: string, payload: string, type = 'application/x-www-form-urlencoded') =>
    server.inject({ method: 'POST', url, payload, headers: { accept: 'text/html', 'content-type': type } });

  const unknown = [
    '/p/zzzzzzzz/public_goods/Contribute/1',
    '/p/%00/a/b/1',
    "/InitializeParticipant/';drop",
    '/join/%E2%98%83',
    '/p/zzzzzzzz/end',
    '/nothing',
  ];
  for (const url of unknown) it(`${url} is a plain 404`, async () => assert.equal((await get(url)).statusCode, 404));

  const elsewhere = [
    'public_goods/Contribute/2',
    'public_goods/Results/1',
    'other/Page/x',
    'end',
    'public_goods/Contribute/99999999999999999999',
  ];
  for (const rest of elsewhere) {
    it(`${rest} leads to where the participant is`, async () => {
      const answer = await get(`/p/${code()}/${rest}`);
      assert.deepEqual([answer.statusCode, answer.headers['location']], [303, `/p/${code()}/public_goods/Contribute/1`]);
    });
  }

  it('a look at the headers of a start link starts nobody', async () => {
    const { statusCode } = await server.inject({ method: 'HEAD', url: `/InitializeParticipant/${code()}` });
    assert.equal(statusCode, 404);
  });

  const strange = [
    { it: 'an empty body', payload: '' },
    { it: 'no letter at all', payload: 'contribution=%00%00' },
    { it: 'a list', payload: 'contribution=1&contribution=2' },
    { it: 'a very long number', payload: `contribution=${'9'.repeat(5_000)}` },
    { it: 'a prototype', payload: '__proto__=1&constructor=2' },
    { it: 'JSON of another shape', payload: '{"contribution":{"a":1}}', type: 'application/json' },
  ];
  for (const c of strange) {
    it(`a form with ${c.it} is shown again with what is wrong`, async () => {
      const answer = await post(person.seen.url, c.payload, c.type);
      assert.deepEqual([answer.statusCode, answer.headers['x-lab-form-errors']], [200, '1']);
    });
  }

  it('is never cached, and never told to other sites', async () => {
    const { headers } = await get(person.seen.url);
    assert.deepEqual([headers['cache-control'], headers['referrer-policy']], ['no-store', 'no-referrer']);
  });
});
