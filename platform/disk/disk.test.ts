import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Logs } from '../store/logs.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { isOutOfRoom } from './state.ts';
import { watchDisk } from './watch.ts';

const megabyte = 1024 ** 2;
const room = (freeMb: number): { freeBytes: number; totalBytes: number } => ({
  freeBytes: freeMb * megabyte,
  totalBytes: 100_000 * megabyte,
});

let house: SimulatedControl;
let logs: Logs;
beforeEach(() => {
  house = new SimulatedControl(Date.parse('2026-03-28T08:00:00Z'));
  logs = new Logs(join(house.control.paths.root, 'logs.db'));
  house.addApp('tab', { web: 'node server.js' });
});
afterEach(() => {
  logs.close();
  house.close();
});

const looked = (freeMb: number): Promise<void> => watchDisk(house.control, logs, room(freeMb));
const open = async (): Promise<readonly string[]> =>
  (await house.ann.allIncidents()).filter(({ isOpen }) => isOpen).flatMap(({ facts }) => facts.map(({ text }) => text));

describe('a disk that fills up (STA-05)', () => {
  it('is told of while there is room, as X06, and of its end', async () => {
    await looked(1_500);
    assert.match((await open()).join(), /Only 1,500 MB are free on the disk/);
    await looked(1_400);
    assert.equal((await open()).length, 1);
    await looked(50_000);
    assert.deepEqual(await open(), []);
  });

  it('gives its ballast back when it is full, and takes no change until there is room, but for what makes some', async () => {
    const ballast = join(house.control.paths.root, 'ballast');
    await writeFile(ballast, 'heavy');
    await looked(100);
    assert.equal(existsSync(ballast), false);
    await assert.rejects(house.ann.setConfig('tab', { set: { A: 'b' }, restart: false }), { code: 'PLATFORM_DISK_FULL', status: 507 });
    await assert.rejects(house.ann.deleteBackup('tab', 1), { code: 'BACKUP_NOT_FOUND' });
    assert.equal((await house.ann.apps()).length, 1);
    await looked(300);
    await assert.rejects(house.ann.setConfig('tab', { set: { A: 'b' }, restart: false }), { code: 'PLATFORM_DISK_FULL' });
    await looked(5_000);
    await house.ann.setConfig('tab', { set: { A: 'b' }, restart: false });
  });

  it('in the middle of a write is the same fault, not a mistake of ours', () => {
    assert.equal(isOutOfRoom(Object.assign(new Error('database or disk is full'), { errcode: 13 })), true);
    assert.equal(isOutOfRoom(Object.assign(new Error('no space left'), { code: 'ENOSPC' })), true);
    assert.equal(isOutOfRoom(new Error('a mistake of ours')), false);
  });
});
