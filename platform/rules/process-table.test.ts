import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAlive, processRow, treeMembers, type ProcessRow } from './process-table.ts';

const stat =
  '4242 (a (b) c) S 17 4242 17 0 -1 4194560 100 0 0 0 5 3 0 0 20 0 7 0 987654 1000 200 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0';

describe('processRow', () => {
  it('reads pid, state, parent, session and start, whatever the name holds', () =>
    assert.deepEqual(processRow(stat), { pid: 4242, state: 'S', parent: 17, session: 17, startTicks: 987654 }));
  it('is null for anything else', () => assert.equal(processRow(''), null));
});

describe('treeMembers', () => {
  const row = (pid: number, parent: number, session: number): ProcessRow => ({ pid, parent, session, state: 'S', startTicks: pid });
  const zombie = { ...row(15, 11, 10), state: 'Z' };
  const rows = [row(1, 0, 1), row(10, 1, 10), row(11, 10, 10), row(12, 1, 12), row(13, 12, 12), row(14, 1, 10), zombie, row(99, 1, 99)];
  const pids = (marked: number[]): number[] => treeMembers(rows, 10, new Set(marked)).map((member) => member.pid);
  it('holds the root, its descendants and its session', () => assert.deepEqual(pids([]), [10, 11, 14]));
  it('holds marked processes and their descendants', () => assert.deepEqual(pids([12]), [10, 11, 12, 13, 14]));
  it('a zombie is gone', () => assert.equal(isAlive(zombie), false));
});
