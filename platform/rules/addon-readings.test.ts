import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseReadings, redisCounts, redisReadings } from './addon-readings.ts';
import type { DatabaseCounts } from './addon-readings.ts';
import { processorShares, processorTimes } from './host-readings.ts';

const megabyte = 1024 * 1024;

const database: DatabaseCounts = {
  active: 2,
  idle: 5,
  idleInTransaction: 1,
  lockWaits: 1,
  longestSeconds: 1.2,
  hits: 1000,
  reads: 100,
  transactions: 50,
  deadlocks: 1,
  tempBytes: 0,
  bytes: 3 * megabyte,
};

describe('databaseReadings', () => {
  it('are what goes on now at the first look', () =>
    assert.deepEqual(databaseReadings(database, null, 0), {
      active: 2,
      idle: 5,
      idleInTransaction: 1,
      lockWaits: 1,
      longestSeconds: 1.2,
      sizeMb: 3,
    }));
  it('have the shares and rates of the time since the look before', () => {
    const now = { ...database, hits: 1990, reads: 110, transactions: 150, deadlocks: 2, tempBytes: 2 * megabyte };
    const { hitPercent, transactionsPerSecond, deadlocks, tempMb } = databaseReadings(now, database, 10);
    assert.deepEqual([hitPercent, transactionsPerSecond, deadlocks, tempMb], [99, 10, 1, 2]);
  });
  it('have no hits where nobody looked for anything', () =>
    assert.equal(databaseReadings(database, database, 10)['hitPercent'], undefined));
  it('begin anew after the server was made anew', () =>
    assert.equal(databaseReadings({ ...database, transactions: 3 }, database, 10)['transactionsPerSecond'], undefined));
});

describe('redisReadings', () => {
  const info = (clients: number, commands: number) =>
    redisCounts(
      `# Clients\r\nconnected_clients:${clients}\r\nused_memory:${megabyte}\r\ntotal_commands_processed:${commands}\r\nkeyspace_hits:9\r\n`,
    );
  it('do not count the look itself', () => assert.deepEqual(redisReadings(info(4, 100), null, 0), { clients: 3, memoryMb: 1 }));
  it('have the rates of the time since the look before', () =>
    assert.deepEqual(redisReadings(info(4, 300), info(4, 100), 10), {
      clients: 3,
      memoryMb: 1,
      rejected: 0,
      evicted: 0,
      commandsPerSecond: 20,
    }));
});

describe('processorShares', () => {
  const before = processorTimes('cpu  100 0 50 800 20 0 0 10 0 0\ncpu0 1 2 3');
  it('are percent of all cores between two looks', () =>
    assert.deepEqual(processorShares(processorTimes('cpu  150 0 70 900 40 5 5 20 0 0'), before), {
      'cpu.user': 23.80952380952381,
      'cpu.system': 14.285714285714286,
      'cpu.wait': 9.523809523809524,
      'cpu.stolen': 4.761904761904762,
    }));
  it('are unknown without time between', () => assert.deepEqual(processorShares(before, before), {}));
});
