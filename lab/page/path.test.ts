import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import project from '../../demo/lab/rostra.lab.ts';
import { pagesOf } from '../testing/participant.ts';
import { seated } from '../testing/seated.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';

describe('public goods', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  it('is played by three people to their payoffs', async () => {
    const people = await seated(lab, server, { config: 'public_goods', participants: 3 });
    assert.deepEqual(pagesOf(people), ['Contribute', 'Contribute', 'Contribute']);
    const gives = ['50', '70', '30'];
    for (const [at, person] of people.entries()) await person.send({ contribution: gives[at] ?? '' });
    assert.deepEqual(pagesOf(people), ['ResultsWaitPage', 'ResultsWaitPage', 'Results']);
    for (const person of people) await person.again();
    assert.deepEqual(
      people.map(({ seen }) => /You earned <b>(\d+)\u00a0points/.exec(seen.body)?.[1]),
      ['140', '120', '160'],
    );
    for (const person of people) await person.send();
    assert.deepEqual(pagesOf(people), ['end', 'end', 'end']);
  });
});
