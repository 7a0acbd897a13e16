import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newIntent } from '#kit/db/receipts.ts';
import { findRound, findTournament } from '../round/find.ts';
import * as availabilities from '../store/availabilities.ts';
import { act, testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { readDoor, readRooms } from './door.ts';
import { giveIdentifiers } from './identifiers.ts';
import { scan, type ScanLine } from './scan.ts';
import { checkIn, checkOut, membersOf } from './tick.ts';

const everything = new Set(['person', 'venue'] as const);

describe('check-in', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    for (const slug of ['cup', 'other']) {
      const tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug, seed: slug });
      for (const kind of ['speaker', 'adjudicator', 'venue'] as const) await giveIdentifiers(tab, { tournament, kind, actor: 'test' });
    }
  });
  after(() => tab.close());

  const cup = () => findTournament(tab, 'cup');
  const here = async (): Promise<string[]> => {
    const { teams, adjudicators } = await readDoor(tab, await cup());
    return [...teams.flatMap(({ speakers }) => speakers), ...adjudicators].filter(({ at }) => at !== null).map(({ name }) => name);
  };
  const nobodyHere = async (): Promise<void> => {
    const tournament = await cup();
    const { teams, adjudicators } = await readDoor(tab, tournament);
    const people = [...teams.flatMap(({ speakers }) => speakers), ...adjudicators].map(({ id }) => id);
    await checkOut(tab, { tournament, actor: 'test', people, venues: (await readRooms(tab, tournament)).map(({ id }) => id) });
  };
  const scanned = async (
    text: string,
    more: { intent?: string; agoMs?: number; kinds?: Set<'person' | 'venue'> } = {},
  ): Promise<ScanLine[]> =>
    scan(tab, { tournament: await cup(), actor: 'door', text, intent: newIntent(), agoMs: 0, kinds: everything, ...more });
  const rowsOf = async (): Promise<number> => {
    const [row] = await tab.db.run({ name: 'rows', text: 'select count(*)::int as n from check_ins', bind: () => [] }, {});
    return Number(Reflect.get(Object(row), 'n'));
  };

  it('gives everybody an identifier of their own, once', async () => {
    const tournament = await cup();
    const { teams, adjudicators } = await readDoor(tab, tournament);
    const all = [...teams.flatMap(({ speakers }) => speakers), ...adjudicators, ...(await readRooms(tab, tournament))];
    assert.equal(new Set(all.map(({ identifier }) => identifier)).size, all.length);
    assert.equal(await giveIdentifiers(tab, { tournament, kind: 'speaker', actor: 'test' }), 0);
  });

  it('knows whom a badge belongs to, and says when nobody has it', async () => {
    const [judge] = (await readDoor(tab, await cup())).adjudicators;
    const lines = await scanned(`${judge?.identifier} 100000x`);
    assert.deepEqual(
      lines.map(({ text, found }) => [text, found?.name ?? null]),
      [
        [judge?.identifier, judge?.name],
        ['100000x', null],
      ],
    );
    assert.deepEqual(await here(), [judge?.name]);
    await nobodyHere();
    assert.deepEqual(await here(), []);
  });

  it('takes a scan that is sent again once, from however many devices at once', async () => {
    const [judge] = (await readDoor(tab, await cup())).adjudicators;
    const kept = await rowsOf();
    const intent = newIntent();
    const answers = await Promise.all(Array.from({ length: 20 }, () => scanned(String(judge?.identifier), { intent })));
    assert.ok(answers.every(([line]) => line?.found?.name === judge?.name));
    assert.equal((await rowsOf()) - kept, 1);
    await nobodyHere();
  });

  it('has a scan that waited for the network at the time it was made', async () => {
    const [judge] = (await readDoor(tab, await cup())).adjudicators;
    const [line] = await scanned(String(judge?.identifier), { agoMs: 3_600_000 });
    const agoMs = tab.clock.nowMs() - Number(line?.found?.at);
    assert.ok(agoMs >= 3_600_000 && agoMs < 3_660_000, String(agoMs));
    await nobodyHere();
  });

  it('does not know badges of another tournament, nor doors to whom has no right to them', async () => {
    const [stranger] = (await readDoor(tab, await findTournament(tab, 'other'))).adjudicators;
    const [room] = await readRooms(tab, await cup());
    const lines = [
      ...(await scanned(String(stranger?.identifier))),
      ...(await scanned(String(room?.identifier), { kinds: new Set(['person'] as const) })),
    ];
    assert.deepEqual(
      lines.map(({ found }) => found),
      [null, null],
    );
    const tournament = await cup();
    await checkIn(tab, { tournament, actor: 'test', people: stranger ? [stranger.id] : [] });
    assert.deepEqual(await here(), []);
  });

  it('ends when its hours are over', async () => {
    const [judge] = (await readDoor(tab, await cup())).adjudicators;
    await scanned(String(judge?.identifier), { agoMs: 2 * 3_600_000 });
    assert.equal((await here()).length, 1);
    await changeSettings(tab, { tournament: await cup(), actor: 'test', values: { 'data_entry.checkin_window_people': 1 } });
    assert.deepEqual(await here(), []);
    await changeSettings(tab, { tournament: await cup(), actor: 'test', values: { 'data_entry.checkin_window_people': 12 } });
    await nobodyHere();
  });

  it('makes a team whole with as many as speak, and half with one fewer', async () => {
    const tournament = await cup();
    const [team] = (await readDoor(tab, tournament)).teams;
    const presence = async () => (await readDoor(tab, tournament)).teams.find(({ id }) => id === team?.id)?.presence;
    const [first, second] = team?.speakers ?? [];
    assert.equal(await presence(), 'out');
    await checkIn(tab, { tournament, actor: 'test', people: first ? [first.id] : [] });
    assert.equal(await presence(), 'half');
    await checkIn(tab, { tournament, actor: 'test', people: second ? [second.id] : [] });
    assert.equal(await presence(), 'in');
    assert.deepEqual(await membersOf(tab, tournament, { kind: 'team', id: team?.id ?? 0 }), [first?.id, second?.id]);
    await nobodyHere();
  });

  it('becomes availability by a press: whole teams, adjudicators and rooms, each kind of which anybody is here', async () => {
    const tournament = await cup();
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in');
    const { teams, adjudicators } = await readDoor(tab, tournament);
    const [whole, half] = teams;
    const people = [...(whole?.speakers ?? []), ...(half?.speakers.slice(0, 1) ?? []), ...adjudicators.slice(0, 3)].map(({ id }) => id);
    await checkIn(tab, { tournament, actor: 'test', people });
    const rooms = (await readRooms(tab, tournament)).length;
    await act(tab, { slug: 'cup', seq: 1 }, 'checked-in');
    const present = await availabilities.ofRound(tab.db, (await findRound(tab, 'cup', 1)).round.id);
    assert.deepEqual([...present.team], [whole?.id]);
    assert.equal(present.adjudicator.size, 3);
    assert.equal(present.venue.size, rooms, 'no door was scanned, so the rooms stay as they were');
    await nobodyHere();
    await assert.rejects(act(tab, { slug: 'cup', seq: 1 }, 'checked-in'), { message: 'Nobody is checked in.' });
  });
});
