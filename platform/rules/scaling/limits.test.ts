import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseBottleneck } from './bottleneck.ts';
import { connectionCap, machineCaps } from './caps.ts';

const database = { name: 'postgres-1', connections: 8, connectionLimit: 20, active: 2, waiting: 0 };

describe('people wait for the database and not for dynos', () => {
  const cases = [
    {
      it: 'when most statements wait for a lock',
      given: { active: 8, waiting: 7 },
      busy: 40,
      says: /7 statements wait for a lock in postgres-1/,
    },
    { it: 'when its connections are taken', given: { connections: 18 }, busy: 40, says: /18 of 20 connections/ },
    { it: 'when its statements are what requests do', given: { active: 5 }, busy: 6, says: /5 statements are at work/ },
    { it: 'but not when one of many waits for a moment', given: { active: 8, waiting: 1 }, busy: 40, says: null },
    { it: 'nor without a limit of connections', given: { connections: 300, connectionLimit: null }, busy: 400, says: null },
  ];
  for (const c of cases)
    it(c.it, () => {
      const words = databaseBottleneck({ ...database, ...c.given }, c.busy);
      if (c.says === null) assert.equal(words, null);
      else assert.match(words ?? '', c.says);
    });
});

describe('more dynos than there is room for', () => {
  const machine = { quantity: 2, promisedMb: 2048, quotaMb: 512, memoryMb: 4096, cpuShare: 0.4, load: 0.8 };
  const most = (change: Partial<typeof machine>): number => Math.min(...machineCaps({ ...machine, ...change }).map((cap) => cap.most));

  it('are not started: nine tenths of the memory are promised at most', () => assert.equal(most({}), 5));
  it('are not started on a machine that promised more than it has', () => assert.equal(most({ promisedMb: 5000 }), 0));
  it('are not started where the processors are busy with these', () => assert.equal(most({ cpuShare: 0.95 }), 2));
  it('are started on a busy machine when they use no processor', () => assert.equal(most({ cpuShare: 0.95, load: 0.1 }), 5));

  it('are not started without connections for them', () => {
    assert.equal(connectionCap({ ...database, connections: 12 }, { up: 2 })?.most, 3);
    assert.equal(connectionCap({ ...database, connectionLimit: null }, { up: 2 }), null);
  });
});
