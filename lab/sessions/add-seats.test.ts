import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { Person, pagesOf } from '../testing/participant.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { addSeats } from './add-seats.ts';
import { createSession, type CreatedSession } from './create.ts';

const pairs = defineGame({
  name: 'pairs',
  groupSize: 2,
  rounds: 2,
  player: { isFirst: field.bool({ initial: false }) },
  onCreate: markFirst,
});
const pairsPages = pairs.sequence(
  pairs.page('Play', { view: ({ next, player }) => html`<p>seat ${player.id}, first ${String(player.isFirst)}</p>${next}` }),
  pairs.wait('Together'),
  pairs.page('Done', { view: ({ next, group }) => html`<p>group of ${group.players.length}</p>${next}` }),
);
interface Marked {
  readonly groups: readonly { readonly players: readonly { readonly id: number; isFirst: boolean | null }[] }[];
}

function markFirst(subsession: Marked): void {
  for (const group of subsession.groups) for (const player of group.players) player.isFirst = player.id === 1;
}

const crowd = defineGame({ name: 'crowd', group: { people: field.int({ initial: 0 }) } });
const crowdPages = crowd.sequence(
  crowd.page('Come', { view: ({ next }) => html`${next}` }),
  crowd.wait('All', {
    scope: 'all',
    onAllArrive(subsession) {
      for (const group of subsession.groups) group.people = subsession.players.length;
    },
  }),
  crowd.page('Seen', { view: ({ next, group, session }) => html`<p>${group.people} of ${session.numParticipants}</p>${next}` }),
);

const mixed = defineGame({
  name: 'mixed',
  groupSize: 2,
  onCreate(subsession) {
    const all = subsession.players.map(({ participant }) => participant.number);
    subsession.setMatrix(all.slice(0, all.length / 2).map((number, at) => [number, all[all.length - 1 - at] ?? 0]));
  },
});
const mixedPages = mixed.sequence(mixed.page('Play', { view: ({ next }) => html`${next}` }));

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'pairs', games: [pairsPages] },
    { name: 'crowd', games: [crowdPages] },
    { name: 'mixed', games: [mixedPages] },
  ],
});

describe('seats that are added to a running session', () => {
  let lab: TestLab;
  let servers: FastifyInstance[];
  before(async () => {
    lab = await testLab(project);
    servers = [await labServer(lab), await labServer(lab.another())];
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await lab?.close();
  });
  let turn = 0;
  /** Another process each time. */
  const server = (): FastifyInstance => {
    const one = servers[(turn += 1) % servers.length];
    assert.ok(one);
    return one;
  };

  async function come(codes: readonly string[]): Promise<Person[]> {
    const people = codes.map(() => new Person(server));
    for (const [at, person] of people.entries()) await person.open(`/InitializeParticipant/${codes[at]}`);
    return people;
  }

  it('play in groups of their own, as if they had been there from the start', async () => {
    const created = await createSession(lab, { config: 'pairs', participants: 2 });
    await come(created.participantCodes);
    const added = await addSeats({ sessionId: created.id, people: 2 }, lab);
    assert.equal(added.length, 2);
    const people = await come(added);
    assert.match(people[0]?.seen.body ?? '', /seat 1, first true/);
    assert.match(people[1]?.seen.body ?? '', /seat 2, first false/);
    for (const person of people) await person.send();
    for (const person of people) await person.again();
    assert.deepEqual(pagesOf(people), ['Done', 'Done']);
    assert.match(people[0]?.seen.body ?? '', /group of 2/);
    for (const person of people) await person.send();
    assert.deepEqual(pagesOf(people), ['Play', 'Play']);
  });

  it('are waited for where everybody meets, in every process', async () => {
    const { session, people } = await started('crowd', 2);
    await people[0]?.send();
    const [newcomer] = await come(await addSeats({ sessionId: session.id, people: 1 }, lab));
    await people[1]?.send();
    for (const person of people) await person.again();
    assert.deepEqual(pagesOf(people), ['All', 'All']);
    await newcomer?.send();
    for (const person of people) await person.again();
    assert.deepEqual(pagesOf(people), ['Seen', 'Seen']);
    await newcomer?.again();
    for (const person of [...people, newcomer]) assert.match(person?.seen.body ?? '', /<p>3 of 3<\/p>/);
  });

  it('by two organisers at once are all there', async () => {
    const created = await createSession(lab, { config: 'crowd', participants: 1 });
    const added = await Promise.all([1, 2, 3].map((people) => addSeats({ sessionId: created.id, people }, lab)));
    assert.equal(new Set(added.flat()).size, 6);
    const people = await come([...created.participantCodes, ...added.flat()]);
    for (const person of people) await person.send();
    for (const person of people) await person.again();
    assert.ok(people.every(({ seen }) => /<p>7 of 7<\/p>/.test(seen.body)));
  });

  it('come as many as the groups need', async () => {
    const created = await createSession(lab, { config: 'pairs', participants: 2 });
    await assert.rejects(addSeats({ sessionId: created.id, people: 1 }, lab), { code: 'LAB_BAD_SESSION', message: /a multiple of 2/ });
    for (const people of [0, -2, 1.5, Number.NaN]) await assert.rejects(addSeats({ sessionId: created.id, people }, lab), { status: 400 });
  });

  it('are refused where the groups were drawn from everybody', async () => {
    const created = await createSession(lab, { config: 'mixed', participants: 4 });
    await assert.rejects(addSeats({ sessionId: created.id, people: 2 }, lab), { code: 'LAB_GROUPS_FIXED', status: 409 });
  });

  async function started(config: string, participants: number): Promise<{ session: CreatedSession; people: Person[] }> {
    const session = await createSession(lab, { config, participants });
    return { session, people: await come(session.participantCodes) };
  }
});
