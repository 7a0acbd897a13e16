import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backupWorry, type LookedAtBackup } from './worry.ts';

const hourMs = 3_600_000;
const nowMs = 100 * 24 * hourMs;
const proof = { atMs: nowMs - hourMs, passed: true, words: '' };
const backup = (known: Partial<LookedAtBackup>): LookedAtBackup => ({
  id: 7,
  reason: 'schedule',
  state: 'done',
  startedAtMs: nowMs - 2 * hourMs,
  failure: null,
  drill: proof,
  ...known,
});
const failed = backup({ id: 8, state: 'failed', failure: 'the disk is full.', drill: null });

const cases = [
  { it: 'nothing, when the last one is whole and was tried', backups: [backup({})], says: null },
  { it: 'that the last one failed', backups: [failed, backup({})], says: 'capture: The last backup of db failed: the disk is full' },
  { it: 'nothing, when one has worked since', backups: [backup({ id: 9 }), failed], says: null },
  { it: 'nothing of one that is being taken', backups: [backup({ state: 'running', drill: null }), backup({})], says: null },
  { it: 'nothing of a file that somebody brought', backups: [backup({ reason: 'upload', state: 'failed' }), backup({})], says: null },
  {
    it: 'that it could not be restored',
    backups: [backup({ drill: { ...proof, passed: false, words: 'ballots has 3 rows less' } })],
    says: 'drill: b7 of db could not be restored when it was tried: ballots has 3 rows less',
  },
  {
    it: 'that there was none for long',
    backups: [backup({ startedAtMs: nowMs - 40 * hourMs })],
    says: 'missed: db has had no backup for 40 hours',
  },
  { it: 'that there was never one', backups: [], says: 'missed: db has had no backup for 240 hours' },
  {
    it: 'that none was tried for long',
    backups: [backup({ drill: { ...proof, atMs: nowMs - 9 * 24 * hourMs } })],
    says: 'missed: No backup of db was tried for 9 days',
  },
];

describe('what people are told of backups', () => {
  for (const each of cases)
    it(each.it, () => {
      const worry = backupWorry({ database: 'db', backups: each.backups, isOn: true, createdAtMs: nowMs - 240 * hourMs, nowMs });
      assert.equal(worry && `${worry.stat}: ${worry.text}`, each.says);
    });

  it('nothing is missed where somebody has turned them off, or on the first day', () => {
    const young = { database: 'db', backups: [], nowMs };
    assert.equal(backupWorry({ ...young, isOn: false, createdAtMs: 0 }), null);
    assert.equal(backupWorry({ ...young, isOn: true, createdAtMs: nowMs - 5 * hourMs }), null);
  });
});
