import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import prisoner from '../../demo/lab/games/prisoner.ts';
import { defineProject } from '../game/define-project.ts';
import { chatSeat, say } from '../page/chat.ts';
import { openPage } from '../page/open-live.ts';
import { lookAtPage, sendPage, start as arrive } from '../page/path.ts';
import { createSession } from '../sessions/create.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';
import { chatTable } from './chat.ts';
import type { ExportTable } from './table.ts';

const project = defineProject({ defaults: { participationFee: 0, pointValue: 1 }, sessions: [{ name: 'dilemma', games: [prisoner] }] });

const linesOf = async ({ lines }: ExportTable): Promise<(readonly string[])[]> => (await Array.fromAsync(lines)).flat();

describe('the file of chats', () => {
  let lab: TestLab;
  before(async () => {
    lab = await testLab(project);
  });
  after(() => lab.close());

  /** Somebody leaves the instructions and writes to the other. */
  async function write(code: string, body: string): Promise<void> {
    const introduction = { code, page: 'prisoner/Introduction', pageIndex: 1 };
    await arrive({ code, label: null }, lab);
    await sendPage({ ...introduction, posted: {}, intent: null, bodyHash: '', isMarked: false }, lab);
    const seen = await lookAtPage({ code, page: 'prisoner/Decision', pageIndex: 2 }, lab);
    assert.ok(seen.kind === 'page');
    const token = /&quot;token&quot;:&quot;(.*?)&quot;/.exec(String(seen.page.content))?.[1];
    const seat = chatSeat(await openPage({ code, pageIndex: 2 }, lab), token);
    assert.ok(seat);
    assert.equal(await say(seat, { body, key: 'first' }, lab), true);
  }

  it('has a line for each that was written, the channel after the number of its session and the game', async () => {
    const dilemma = await createSession(lab, { config: 'dilemma', participants: 2 });
    const [code = ''] = dilemma.participantCodes;
    await write(code, 'Shall we\r\nboth cooperate?');
    const lines = await linesOf(await chatTable(lab, { session: dilemma.code }));
    assert.equal(lines.length, 1);
    const [sessionCode, number, participantCode, channel, nickname, body, timestamp = ''] = lines[0] ?? [];
    assert.deepEqual([sessionCode, number, participantCode], [dilemma.code, '1', code]);
    assert.equal(channel, `${dilemma.id}-prisoner-r1-g1`);
    assert.deepEqual([nickname, body], ['Participant 1', 'Shall we both cooperate?']);
    assert.match(timestamp, /^\d{10}(\.\d{1,3})?$/);
  });

  it('goes by time, whichever session it is', async () => {
    const [one, other] = [await createSession(lab, { config: 'dilemma' }), await createSession(lab, { config: 'dilemma' })];
    const [[first = '', third = ''], [second = '']] = [one.participantCodes, other.participantCodes];
    for (const [code, body] of [
      [first, 'one'],
      [second, 'two'],
      [third, 'three'],
    ] as const)
      await write(code, body);
    const lines = await linesOf(await chatTable(lab, { session: null }));
    assert.deepEqual(
      lines.slice(-3).map((line) => line[5]),
      ['one', 'two', 'three'],
    );
  });
});
