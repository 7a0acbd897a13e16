import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { textQuery } from '#kit/db/query.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { createSession, type CreatedSession } from '../sessions/create.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { codebook } from '../rules/codebook.ts';
import { customTable } from './custom.ts';
import { formatFacts } from './formats.ts';
import { atOneMoment, csvOf, type ExportTable } from './table.ts';
import { wideTable } from './wide.ts';

const game = defineGame({
  name: 'bids',
  groupSize: 2,
  rounds: 2,
  roles: ['Buyer', 'Seller'],
  player: { wish: field.text(), price: field.money() },
  records: { offer: { amount: field.money(), note: field.text() } },
  exports: {
    async *tidy({ players, session }) {
      yield ['session', 'all', 'round', 'role', 'wish', 'price', 'late'];
      for await (const p of players)
        yield [p.session.code, session === null, p.round, p.role, p.wish, p.price, p.id === 1 ? new Date(0) : undefined];
    },
    async *offers({ records }) {
      yield ['round', 'by', 'amount', 'note', 'at'];
      for await (const row of records.offer) yield [row.round, row.participant?.number, row.amount, row.note, row.at];
    },
    async *loose() {
      yield ['late', 'code', 'visited', 'won'];
      yield [null, 7, 'at noon', true];
      yield [1.5, '007', 'never', null];
    },
    async *notes({ players }) {
      yield ['note'];
      for await (const p of players) yield [p.wish];
    },
    // oxlint-disable-next-line require-yield -- an author may have nothing to say
    async *custom_export() {},
  },
});
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'bids', games: [game.sequence(game.page('Bid', { view: () => html`` }))] }],
});

const addOffer = textQuery<{ code: string; sub: number; data: object }, unknown>(
  'test.offer',
  `insert into lab_record (session_id, sub, name, participant_id, at, data)
   select session_id, $2, 'offer', id, timestamp with time zone '2026-05-09 12:00:00.5Z', $3 from lab_participant where code = $1`,
  ({ code, sub, data }) => [code, sub, data],
);
const setWish = textQuery<{ code: string; data: object }, unknown>(
  'test.wish',
  'update lab_player set data = $2 where sub = 1 and participant_id = (select id from lab_participant where code = $1)',
  ({ code, data }) => [code, data],
);
const setLabels = textQuery<object, unknown>('test.labels', `update lab_participant set label = 'later' || number`, () => []);

const csv = async (table: ExportTable): Promise<string> => (await Array.fromAsync(csvOf(table))).join('');

describe('exports of an author’s own', () => {
  let lab: TestLab;
  let session: CreatedSession;
  before(async () => {
    lab = await testLab(project);
    await createSession(lab, { config: 'bids', participants: 2 });
    session = await createSession(lab, { config: 'bids', participants: 2 });
    const [code = ''] = session.participantCodes;
    await lab.db.run(setWish, { code, data: { wish: 'a "lot",\nnow', price: 3 } });
    await lab.db.run(addOffer, { code, sub: 2, data: { amount: 7 } });
  });
  after(() => lab.close());
  const custom = (name: string, code: string | null) => customTable(lab, { session: code, game: 'bids', name });

  it('have every player of the session, with nulls where nothing was set', async () =>
    assert.equal(
      await csv(await custom('tidy', session.code)),
      [
        'session,all,round,role,wish,price,late',
        `${session.code},0,1,Buyer,"a ""lot"", now",3,1970-01-01T00:00:00.000Z`,
        `${session.code},0,1,Seller,,,`,
        `${session.code},0,2,Buyer,,,1970-01-01T00:00:00.000Z`,
        `${session.code},0,2,Seller,,,`,
        '',
      ].join('\r\n'),
    ));

  it('have every player of all sessions', async () => assert.equal((await csv(await custom('tidy', null))).split('\r\n').length, 10));

  it('have the rows of the game’s tables', async () =>
    assert.equal(await csv(await custom('offers', session.code)), 'round,by,amount,note,at\r\n2,1,7,,1778328000500\r\n'));

  it('may be empty', async () => assert.equal(await csv(await custom('custom_export', null)), '\r\n'));

  it('are numbers where all that stands in a column is; what only looks like one stays as it is', async () =>
    assert.deepEqual(JSON.parse((await Array.fromAsync(formatFacts.json.write(await custom('loose', null)))).join('')), [
      { late: null, code: '7', visited: 'at noon', won: 1 },
      { late: 1.5, code: '007', visited: 'never', won: null },
    ]));

  it('are described by what stands in a column, whatever other columns of its name hold', async () => {
    const entries = codebook([await custom('loose', null)], 'points');
    assert.deepEqual(
      entries.map(({ type }) => type),
      ['number', 'text', 'text', 'number'],
    );
  });

  it('of one column keep the rows in which nothing stands', async () =>
    assert.equal(await csv(await custom('notes', session.code)), 'note\r\n"a ""lot"", now"\r\n""\r\n""\r\n""\r\n'));

  it('that are not there are named', () =>
    assert.rejects(custom('tidier', null), { code: 'LAB_NO_SUCH_EXPORT', hint: 'It has: tidy, offers, loose, notes, custom_export.' }));
});

describe('an export', () => {
  let lab: TestLab;
  before(async () => {
    lab = await testLab(project);
    for (const _ of [1, 2]) await createSession(lab, { config: 'bids', participants: 400 });
  });
  after(() => lab.close());

  it('is of one moment, whatever is written while it is read', async () => {
    const pieces = atOneMoment(lab, async function* (source) {
      yield* csvOf(await wideTable(source, { session: null }));
    });
    let text = '';
    for await (const piece of pieces) {
      if (text === '') await lab.db.run(setLabels, {});
      text += piece;
    }
    assert.equal(text.split('\r\n').length, 802);
    assert.doesNotMatch(text, /later/);
  });

  it('that nobody reads to its end gives its connection back', async () => {
    for (let time = 1; time <= 5; time += 1) {
      const pieces = atOneMoment(lab, async function* (source) {
        yield* csvOf(await wideTable(source, { session: null }));
      });
      await pieces.next();
      await pieces.return(undefined);
    }
  });

  it('as JSON has numbers for numbers and null for nothing', async () => {
    const text = (await Array.fromAsync(formatFacts.json.write(await wideTable(lab, { session: null })))).join('');
    const rows: Record<string, unknown>[] = JSON.parse(text);
    assert.equal(rows.length, 800);
    assert.equal(rows[0]?.['participant.payoff'], 0);
    assert.equal(rows[0]?.['bids.1.player.role'], 'Buyer');
    assert.equal(rows[0]?.['bids.1.player.wish'], null);
  });
});
