import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import project from '../../demo/lab/rostra.lab.ts';
import { createSession } from '../sessions/create.ts';
import { Person } from '../testing/participant.ts';
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
    await server.close();
    await lab.close();
  });

  it('is played by three people to their payoffs', async () => {
    const { participantCodes } = await createSession(lab, { config: 'public_goods', participants: 3 });
    const people = participantCodes.map(() => new Person(server));
    for (const [at, person] of people.entries()) await person.open(`/InitializeParticipant/${participantCodes[at]}`);
    assert.deepEqual(
      people.map((person) => person.page),
      ['Contribute', 'Contribute', 'Contribute'],
    );
    const [first, second, third] = people;
    await first?.send({ contribution: '50' });
    await second?.send({ contribution: '70' });
    assert.deepEqual([first?.page, second?.page], ['ResultsWaitPage', 'ResultsWaitPage']);
    await third?.send({ contribution: '30' });
    assert.equal(third?.page, 'Results');
    await first?.again();
    await second?.again();
    for (const person of people) await person.send();
  });
});
