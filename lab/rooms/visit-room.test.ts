import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { labConfig } from '../config.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { createSession, type SessionWish } from '../sessions/create.ts';
import { participants } from '../store/overview.ts';
import { waiters } from '../store/presence.ts';
import { close, keepVars, mergeVars } from '../store/rooms.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { labServer } from '../web/server.ts';
import { labelHash } from './link-hash.ts';
import { checkSecureRooms } from './secure-rooms.ts';

const game = defineGame({ name: 'plain' });
const projectWith = (file: string) =>
  defineProject({
    defaults: { participationFee: 0, pointValue: 1 },
    rooms: [
      { name: 'hall', displayName: 'The hall', welcome: () => html`<p>Welcome to the hall.</p>` },
      { name: 'lab_a', labels: file },
      { name: 'safe', labels: ['anna', 'bert'], secureUrls: true },
    ],
    sessions: [{ name: 'plain', games: [game.sequence(game.page('Only', { view: ({ next }) => html`${next}` }))] }],
  });

describe('a room', () => {
  let folder: string;
  let file: string;
  let lab: TestLab;
  const servers: FastifyInstance[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-rooms-'));
    file = join(folder, 'lab-a.txt');
    await writeFile(file, 'anna\nbert\n');
    lab = await testLab(projectWith(file));
    servers.push(await labServer(lab), await labServer(lab.another()));
    for (const server of servers) await server.listen({ port: 0, host: '127.0.0.1' });
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await lab?.close();
    await rm(folder, { recursive: true });
  });

  let turn = 0;
  const inTurn = (): FastifyInstance => servers[(turn += 1) % 2] ?? assert.fail();
  const look = (url: string) => inTurn().inject({ url, headers: { accept: 'text/html' } });
  /** Presses Start. */
  async function enter(room: string, form: Readonly<Record<string, string>> = {}, cookie = '') {
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...(cookie && { cookie }) };
    const answer = await inTurn().inject({ method: 'POST', url: `/room/${room}`, headers, payload: new URLSearchParams(form).toString() });
    const [set = ''] = [answer.headers['set-cookie']].flat();
    return { status: answer.statusCode, to: String(answer.headers.location), cookie: set.split(';')[0] ?? '', body: answer.body };
  }
  const make = (room: string, wish: Partial<SessionWish> = {}) => createSession(lab, { config: 'plain', participants: 4, room, ...wish });
  const people = async (id: number) => (await participants(lab.db, id)).filter(({ isVisited }) => isVisited);

  it('greets, and takes no seat before somebody presses Start', async () => {
    const { id, participantCodes } = await make('hall');
    for (const url of ['/room/hall', '/room/hall?welcome_page_ok=1'])
      assert.match((await look(url)).body, /<form id="room-form" method="post"/);
    assert.match((await look('/room/hall')).body, /Welcome to the hall\./);
    assert.equal((await people(id)).length, 0);
    assert.equal((await enter('hall')).to, `/InitializeParticipant/${participantCodes[0]}`);
    assert.equal((await people(id)).length, 1);
  });

  it('knows the browser again', async () => {
    await make('hall');
    const first = await enter('hall');
    assert.equal((await enter('hall', {}, first.cookie)).to, first.to);
    assert.notEqual((await enter('hall')).to, first.to);
  });

  it('gives four people who come together to two processes four seats, and tells the fifth that it is full', async () => {
    await make('hall');
    const seen = await Promise.all([1, 2, 3, 4, 5].map(() => enter('hall')));
    assert.equal(new Set(seen.filter(({ status }) => status === 303).map(({ to }) => to)).size, 4);
    assert.match(seen.find(({ status }) => status === 404)?.body ?? '', /Session is full/);
  });

  it('leads one label to the same participant, also when it comes twice at once to two processes', async () => {
    const { id } = await make('lab_a', { participants: 30 });
    const labels = Array.from({ length: 10 }, () => ['anna', 'bert']).flat();
    const seen = await Promise.all(labels.map((label) => enter('lab_a', { participant_label: label })));
    assert.equal(new Set(seen.map(({ to }) => to)).size, 2);
    assert.deepEqual(new Set((await people(id)).map(({ label }) => label)), new Set(['anna', 'bert']));
  });

  it('asks who is there, and takes spaces around a label but no other capitals', async () => {
    assert.match((await look('/room/lab_a')).body, /Who are you\?/);
    const known = await look('/room/lab_a?participant_label=%20anna%20');
    assert.match(known.body, /You are <b>anna<\/b>/);
    const unknown = await look('/room/lab_a?participant_label=Anna');
    assert.equal(unknown.statusCode, 404);
    assert.match(unknown.body, /Nobody called “Anna” is expected here/);
    assert.match((await enter('lab_a', { participant_label: 'carl' })).to, /^\/room\/lab_a\?participant_label=carl$/);
  });

  it('tells a script whether a label is known', async () => {
    const ask = async (label: string) =>
      (await inTurn().inject({ method: 'POST', url: '/room/lab_a', payload: { participant_label: label } })).json();
    assert.deepEqual(await ask('anna'), { status: 'ok' });
    assert.match((await ask('carl')).errors.participant_label, /expected/);
  });

  it('reads its label file anew each time', async () => {
    await writeFile(file, 'anna\nbert\ncarl\n');
    assert.equal((await look('/room/lab_a?participant_label=carl')).statusCode, 200);
    await writeFile(file, 'an-na');
    const broken = await look('/room/lab_a?participant_label=carl');
    assert.deepEqual([broken.statusCode, /has the label &quot;an-na&quot;/.test(broken.body)], [500, true]);
    await writeFile(file, 'anna\nbert\n');
  });

  it('with secure links lets nobody in by another hash, and offers no typing', async () => {
    const { participantCodes } = await make('safe');
    const hash = (label: string): string => labelHash(lab.config.secret, label);
    assert.match(hash('anna'), /^[0-9a-f]{16}$/);
    const wrong = [
      '',
      '?participant_label=anna',
      `?participant_label=anna&hash=${hash('bert')}`,
      `?participant_label=carl&hash=${hash('carl')}`,
    ];
    for (const query of wrong) assert.equal((await look(`/room/safe${query}`)).statusCode, 404, query);
    assert.equal((await enter('safe', { participant_label: 'anna' })).status, 404);
    assert.equal((await look(`/room/safe?participant_label=anna&hash=${hash('anna')}`)).statusCode, 200);
    const { to } = await enter('safe', { participant_label: 'anna', hash: hash('anna') });
    assert.equal(to, `/InitializeParticipant/${participantCodes[0]}`);
  });

  it('needs a secret of its own for secure links in production', () => {
    const production = { LAB_PRODUCTION: '1', LAB_AUTH: 'STUDY', LAB_ADMIN_PASSWORD: 'x' };
    assert.throws(() => checkSecureRooms(lab.project, labConfig(production)), /LAB_SECRET is missing/);
    checkSecureRooms(lab.project, labConfig({ ...production, LAB_SECRET: 'y' }));
  });

  it('lets people wait while it is empty, counts them, and calls them in on every process when a session comes', async () => {
    await close(lab.db, 'lab_a');
    const { to } = await enter('lab_a', { participant_label: 'anna' });
    assert.match((await look(to)).body, /Waiting for your session to begin/);
    const news = await Promise.all(
      servers.map((server, at) => listen(server, `/room/lab_a/live?participant_label=${['anna', 'bert'][at]}`)),
    );
    const twice = await listen(servers[0], '/room/lab_a/live?participant_label=anna');
    await until(async () => (await waiters(lab.db)).length === 2);
    const waiting = await waiters(lab.db);
    assert.deepEqual(new Set(waiting.map(({ room, label }) => `${room} ${label}`)), new Set(['lab_a anna', 'lab_a bert']));
    await make('lab_a');
    await Promise.all([...news, twice].map((one) => one.opened));
    assert.match((await enter('lab_a', { participant_label: 'anna' })).to, /InitializeParticipant/);
    const late = await listen(servers[0], '/room/lab_a/live?participant_label=bert');
    await late.opened;
    for (const one of [...news, twice, late]) one.leave();
    await until(async () => (await waiters(lab.db)).length === 0);
  });

  it('has one session at a time, and is empty when that is deleted or the room is closed', async () => {
    await make('hall');
    const second = await make('hall');
    assert.equal((await enter('hall')).to, `/InitializeParticipant/${second.participantCodes[0]}`);
    await close(lab.db, 'hall');
    assert.equal((await enter('hall')).to, '/room/hall?welcome_page_ok=1');
    assert.equal((await people(second.id)).length, 1);
  });

  it('keeps values for people who have not come, and gives them on arrival, once', async () => {
    const vars = async (id: number) => (await participants(lab.db, id)).find(({ label }) => label === 'anna')?.vars;
    await keepVars(lab.db, { room: 'lab_a', label: 'anna' }, { wave: 1 });
    await keepVars(lab.db, { room: 'lab_a', label: 'anna' }, { wave: 2 });
    const { id } = await make('lab_a');
    await Promise.all([enter('lab_a', { participant_label: 'anna' }), enter('lab_a', { participant_label: 'anna' })]);
    assert.deepEqual(await vars(id), { wave: 2 });
    await keepVars(lab.db, { room: 'lab_a', label: 'anna' }, { age: 30 });
    await mergeVars(lab.db, { room: 'lab_a', label: 'anna' });
    assert.deepEqual(await vars(id), { wave: 2, age: 30 });
  });

  it('is a plain 404 when the project has none of that name', async () => {
    for (const url of ['/room/nowhere', '/room/nowhere/live', '/room/%00']) assert.equal((await look(url)).statusCode, 404, url);
    await assert.rejects(make('nowhere'), /There is no room nowhere/);
  });
});

/** A browser's event stream: done when it says `opened`. */
async function listen(server: FastifyInstance | undefined, path: string): Promise<{ readonly opened: Promise<void>; leave(): void }> {
  const gone = new AbortController();
  const { body } = await fetch(`${server?.listeningOrigin}${path}`, { signal: gone.signal });
  assert.ok(body);
  return { opened: heard(body), leave: () => gone.abort() };
}

async function heard(body: AsyncIterable<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  for await (const bytes of body) if (decoder.decode(bytes, { stream: true }).includes('event: opened')) return;
  assert.fail('the stream ended');
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
