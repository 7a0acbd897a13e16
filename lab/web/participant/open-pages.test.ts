import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { createSession } from '../../sessions/create.ts';
import { removeSession } from '../../sessions/remove.ts';
import { Person } from '../../testing/participant.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';
import { OpenPages } from './open-pages.ts';

const game = defineGame({ name: 'walk' });
const walk = ['One', 'Two', 'Three'].map((name) => game.page(name, { view: ({ next }) => html`${next}` }));
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'walk', games: [game.sequence(...walk)] }],
});

describe('the pages that a participant has open', () => {
  const opened = (pageIndexes: readonly number[]) => {
    const pages = new OpenPages();
    const moved: number[] = [];
    const leave = pageIndexes.map((pageIndex, at) => pages.enter('anna', { pageIndex, goOn: () => moved.push(at) }));
    return { pages, moved, leave };
  };
  it('follow the one that was sent', () => {
    const { pages, moved } = opened([1, 1, 2]);
    pages.sent('anna', 2);
    assert.deepEqual(moved, [0, 1]);
  });
  it('one page alone knows by itself', () => {
    const { pages, moved } = opened([1]);
    pages.sent('anna', 2);
    assert.deepEqual(moved, []);
  });
  it('but not when another process took it', () => {
    const { pages, moved } = opened([1]);
    pages.movedTo('anna', 2);
    pages.movedTo('bert', 3);
    assert.deepEqual(moved, [0]);
  });
  it('that are closed are nobody’s', () => {
    const { pages, moved, leave } = opened([1, 1]);
    leave[0]?.();
    pages.movedTo('anna', 2);
    assert.deepEqual(moved, [1]);
  });
});

describe('a page that stands open', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let origin: string;
  before(async () => {
    lab = await testLab(project);
    server = await labServer(lab);
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  after(async () => {
    await server?.close();
    await lab?.close();
  });

  /** Once it is open; `told` then says whether the page was told to go on. */
  async function watch(code: string, pageIndex: number): Promise<{ readonly told: Promise<boolean> }> {
    const { body } = await fetch(`${origin}/here/${code}/${pageIndex}`, { headers: { accept: 'text/event-stream' } });
    assert.ok(body);
    const listen = async (): Promise<boolean> => {
      for await (const bytes of body) if (Buffer.from(bytes).includes('event: moved')) return true;
      return false;
    };
    return { told: listen() };
  }

  it('on two devices goes on at both when one of them sends it', async () => {
    const session = await createSession(lab, { config: 'walk', participants: 1 });
    const [code = ''] = session.participantCodes;
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${code}`);
    const devices = [await watch(code, 1), await watch(code, 1)];
    await person.send();
    assert.deepEqual(await Promise.all(devices.map(({ told }) => told)), [true, true]);
  });

  it('goes on when another process takes the page from another device', async () => {
    const session = await createSession(lab, { config: 'walk', participants: 1 });
    const [code = ''] = session.participantCodes;
    const other = await labServer(lab.another());
    const person = new Person(other);
    await person.open(`/InitializeParticipant/${code}`);
    const { told } = await watch(code, 1);
    await person.send();
    assert.equal(await told, true);
    await other.close();
  });

  it('of a session that is deleted looks at once, and finds that it is gone', async () => {
    const session = await createSession(lab, { config: 'walk', participants: 1 });
    const [code = ''] = session.participantCodes;
    const person = new Person(server);
    await person.open(`/InitializeParticipant/${code}`);
    const { told } = await watch(code, 1);
    await removeSession(session, lab);
    assert.equal(await told, true);
    await person.again();
    assert.equal(person.seen.status, 404);
    assert.match(person.seen.body, /may have been deleted/);
  });
});
