import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { testDatabase } from '#kit/testing/database.ts';
import { labFaults, type LabRows } from './judges/lab-rows.ts';
import { runOn } from './rows/lab.ts';

describe('a session whose web processes are killed all the time', () => {
  it('loses no acknowledged submit and doubles none, and everybody finishes: one short run', async (t) => {
    const database = await testDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'rostra-chaos-'));
    t.after(async () => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    });
    const lines: string[] = [];
    const wish = { runs: 1, people: 24, seed: 'npm test', say: (line: string) => void lines.push(line) };
    const verdict = await runOn(wish, { databaseUrl: database.url, folder });
    t.diagnostic(lines.join('\n'));
    assert.deepEqual(verdict, { passed: 1, failed: 0 }, lines.join('\n'));
  });
});

/** Whether the judge would see what must not be. */
describe('the judge', () => {
  const player = (code: string, cells: Readonly<Record<string, string>>) => ({
    line: 1,
    cells: { 'participant.code': code, 'player.sent': '1', 'subsession.round_number': '1', 'group.id_in_subsession': '1', ...cells },
  });
  const amounts = ['1', '2', '3', '4'];
  const gather = amounts.map((amount) =>
    player(`p${amount}`, {
      'player.amount': amount,
      'player.mark': `m${amount}`,
      'player.payoff': String(10 - Number(amount)),
      'group.meetings': '1',
      'group.total': '10',
    }),
  );
  const rows: LabRows = { gather, farewell: [], pageTimes: [] };
  const submits = amounts.map((amount) => ({ code: `p${amount}`, page: 'Give', index: 1, fields: { amount, mark: `m${amount}` } }));

  it('finds nothing where all is well', () => assert.deepEqual(labFaults(rows, submits), []));
  it('finds the submit that was acknowledged and is not there', () =>
    assert.match(labFaults(rows, [...submits, { code: 'p1', page: 'Give', index: 1, fields: { mark: 'gone' } }]).join(), /^lost: /));
  it('finds the submit that had its effect twice', () => {
    const doubled = gather.map((row, at) => (at === 0 ? { ...row, cells: { ...row.cells, 'player.sent': '2' } } : row));
    assert.match(labFaults({ ...rows, gather: doubled }, submits).join(), /^doubled/);
  });
  it('finds the meeting that was twice', () => {
    const twice = gather.map((row) => ({ ...row, cells: { ...row.cells, 'group.meetings': '2' } }));
    assert.match(labFaults({ ...rows, gather: twice }, submits).join(), /the meeting of group 1\/1 was not once/);
  });
  it('finds the page that was left twice', () => {
    const left = { line: 1, cells: { participant_code: 'p1', page_index: '1' } };
    assert.match(labFaults({ ...rows, pageTimes: [left, left] }, submits).join(), /p1 left 2 pages/);
  });
});
