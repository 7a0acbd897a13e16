import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readCsv } from '#kit/files/csv.ts';

import { pageKey } from '../page/load-visit.ts';
import { sendPage, start } from '../page/path.ts';
import type { Reply, Spot } from '../page/reply.ts';
import type { Posted } from '../rules/form.ts';
import { createSession, type CreatedSession } from '../sessions/create.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { threeGames } from '../testing/three-games.ts';
import { pageTimesTable } from './page-times.ts';
import { gameTable } from './per-game.ts';
import { csvOf, type ExportTable } from './table.ts';
import { wideTable } from './wide.ts';

async function textOf(table: Promise<ExportTable>): Promise<string> {
  return (await Array.fromAsync(csvOf(await table))).join('');
}

function spotIn(reply: Reply): Spot {
  assert.equal(reply.kind, 'goTo');
  assert.ok(reply.kind === 'goTo');
  return reply.spot;
}

/** What is different in each run, as words: codes by session and seat, moments. */
function steady(csv: string, sessions: readonly CreatedSession[]): string {
  const codes = sessions.flatMap((session, at) => [
    [session.code, `(session ${at + 1})`] as const,
    ...session.participantCodes.map((code, seat) => [code, `(person ${at + 1}.${seat + 1})`] as const),
  ]);
  const named = codes.reduce((text, [code, words]) => text.replaceAll(code, words), csv);
  return named.replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\b/g, '(moment)').replaceAll('\r\n', '\n');
}

describe('the exports of sessions that were played', () => {
  let lab: TestLab;
  let goods: CreatedSession;
  let dilemma: CreatedSession;

  /** Sends the page somebody is on. */
  const send = async (code: string, { place, pageIndex }: Spot, posted: Posted): Promise<Spot> => {
    assert.ok(place);
    const submit = { code, page: pageKey(place), pageIndex, posted, intent: randomUUID(), bodyHash: 'hash', isMarked: false };
    return spotIn(await sendPage(submit, lab));
  };
  const open = async (code: string): Promise<Spot> => spotIn(await start({ code, label: null }, lab));

  /** Everybody gives, in order; then all but `left` leave the results. */
  const playGoods = async (session: CreatedSession, gifts: readonly number[], left: number): Promise<void> => {
    for (const [at, gift] of gifts.entries()) {
      const code = session.participantCodes[at] ?? '';
      await send(code, await open(code), { contribution: String(gift) });
    }
    for (const code of session.participantCodes.slice(0, gifts.length - left)) await send(code, await open(code), {});
  };

  before(async () => {
    lab = await testLab(threeGames);
    goods = await createSession(lab, { config: 'public_goods', participants: 9, label: 'pilot, "first"', comment: 'two\nlines' });
    await playGoods(goods, [50, 70, 30, 1, 0, 0], 1);
    dilemma = await createSession(lab, { config: 'prisoner', participants: 2, labels: ['Ada', 'Bob'], changes: { pointValue: '0.01' } });
    for (const [at, code] of dilemma.participantCodes.entries()) {
      const decision = await send(code, await open(code), {});
      await send(code, decision, { cooperate: at === 0 ? 'True' : 'False' });
    }
  });
  after(() => lab.close());

  it('wide: every column, every participant', async (t) => {
    const csv = await textOf(wideTable(lab, { session: null }));
    t.assert.fileSnapshot(steady(csv, [goods, dilemma]), join(import.meta.dirname, 'golden/wide.csv'), { serializers: [String] });
  });

  it('one game: a line a player', async (t) => {
    const csv = await textOf(gameTable(lab, { session: dilemma.code, game: 'prisoner' }));
    t.assert.fileSnapshot(steady(csv, [goods, dilemma]), join(import.meta.dirname, 'golden/prisoner.csv'), { serializers: [String] });
  });

  it('payoffs follow from the contributions in the file alone', async () => {
    const { rows } = readCsv(await textOf(gameTable(lab, { session: goods.code, game: 'public_goods' })));
    const played = rows.filter((row) => row.cells['player.contribution'] !== '');
    assert.equal(rows.length, 9);
    assert.equal(played.length, 6);
    for (const members of Map.groupBy(played, (row) => row.cells['group.id_in_subsession']).values()) {
      const gifts = members.map((row) => Number(row.cells['player.contribution']));
      const total = gifts.reduce((sum, gift) => sum + gift, 0);
      for (const [at, row] of members.entries()) {
        assert.equal(row.cells['group.total_contribution'], `${total}.0`);
        assert.equal(Number(row.cells['player.payoff']), Math.round(100 - (gifts[at] ?? 0) + (total * 1.8) / 3));
        assert.equal(row.cells['participant.payoff'], row.cells['player.payoff']);
      }
    }
  });

  it('one session has only its own people and its own games', async () => {
    const { header, rows } = readCsv(await textOf(wideTable(lab, { session: dilemma.code })));
    assert.deepEqual(
      rows.map((row) => row.cells['participant.label']),
      ['Ada', 'Bob'],
    );
    assert.equal(
      header.some((name) => name.startsWith('public_goods.')),
      false,
    );
  });

  it('page times: a line for each page that was left, first the start', async () => {
    const { rows } = readCsv(await textOf(pageTimesTable(lab, { session: goods.code })));
    const first = rows.filter((row) => row.cells['participant_code'] === goods.participantCodes[0]);
    assert.deepEqual(
      first.map(({ cells }) => `${cells['page_index']} ${cells['app_name']} ${cells['page_name']} ${cells['is_wait_page']}`),
      ['0  InitializeParticipant 0', '1 public_goods Contribute 0', '2 public_goods ResultsWaitPage 1', '3 public_goods Results 0'],
    );
    assert.ok(first.every(({ cells }) => /^\d{10}$/.test(cells['epoch_time_completed'] ?? '')));
  });

  it('an unknown game is refused in a sentence', async () => {
    await assert.rejects(textOf(gameTable(lab, { session: null, game: 'chess' })), { code: 'LAB_NO_SUCH_GAME', status: 404 });
  });
});

describe('the exports of a project without sessions', () => {
  it('are headers', async () => {
    const lab = await testLab(threeGames);
    const csv = await textOf(wideTable(lab, { session: null }));
    assert.match(csv, /^participant\.id_in_session,[^\r]*session\.config\.real_world_currency_per_point\r\n$/);
    await lab.close();
  });
});
