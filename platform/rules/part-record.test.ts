import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { partRecord } from './part-record.ts';

const record = { id: { pid: 812, startTicks: 99 }, bootId: 'b', fingerprint: 'f' };

describe('partRecord', () => {
  it('reads what was written', () => assert.deepEqual(partRecord(JSON.stringify(record)), record));
  it('never takes half a record for one', () => {
    const text = JSON.stringify(record);
    for (let length = 0; length < text.length; length += 1) assert.equal(partRecord(text.slice(0, length)), null);
  });
  it('never takes anything else for one', () =>
    fc.assert(fc.property(fc.jsonValue(), (value) => partRecord(JSON.stringify(value)) === null)));
});
