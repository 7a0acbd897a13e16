import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cgroup, leftoverGroups } from './cgroup.ts';
import { Dyno } from './dyno.ts';
import type { House } from './house.ts';
import { isRoot } from './isolation.ts';
import { readProcesses, readText, signalProcess } from './processes.ts';
import { dynoIds, readRecord, type DynoRecord } from './record.ts';

/** Every dyno that an earlier dynod has written down, going on where it was. What nobody has written down is ended. */
export async function adopt(house: House): Promise<Dyno[]> {
  await mkdir(house.dynosFolder, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const records = await recordsOf(house);
  endStrangers(house, new Set(records.map(({ spec }) => spec.id)));
  for (const { port, life } of records) if (port !== null && life.state !== 'down') house.ports.take(port);
  const dynos = records.map((record) => new Dyno(record, house));
  for (const dyno of dynos) dyno.adopt();
  return dynos;
}

/** Who copied the build into it may outlive the supervisor that was killed meanwhile: it ends as soon as its folders are gone. */
const whileCopied = { maxRetries: 20, retryDelay: 100 };

/** A folder without a finished record belongs to a dyno whose command never ran. */
async function recordsOf(house: House): Promise<DynoRecord[]> {
  const records: DynoRecord[] = [];
  for (const id of await dynoIds(house.dynosFolder)) {
    const folder = join(house.dynosFolder, id);
    const record = await readRecord(folder);
    if (record === null) await rm(folder, { recursive: true, force: true, ...whileCopied });
    else records.push(record);
  }
  return records;
}

/** Processes of dynos of this data folder that have no record (SUP-51): somebody has removed it while they ran. */
function endStrangers(house: House, known: ReadonlySet<string>): void {
  const { cgroupRoot } = house.isolation;
  const groups = cgroupRoot === null ? [] : leftoverGroups(cgroupRoot).filter((name) => !known.has(name));
  for (const group of groups.map((name) => new Cgroup(join(cgroupRoot ?? '', name)))) {
    if (!group.kill()) endProcesses(group.pids() ?? []);
    group.remove();
  }
  const strangers = readProcesses().filter((row) => isStranger(readText(`/proc/${row.pid}/environ`) ?? '', house, known));
  endProcesses(strangers.map((row) => row.pid));
  const ended = groups.length + strangers.length;
  if (ended > 0) house.logger.warn('strangers_ended', { groups, pids: strangers.map((row) => row.pid) });
}

function isStranger(environment: string, house: House, known: ReadonlySet<string>): boolean {
  if (!environment.includes('DYNO_ID=')) return false;
  const variables = environment.split('\0');
  const id = variables.find((variable) => variable.startsWith('DYNO_ID='))?.slice('DYNO_ID='.length) ?? '';
  return !known.has(id) && variables.includes(`TMPDIR=${join(house.dynosFolder, id, 'tmp')}`);
}

function endProcesses(pids: readonly number[]): void {
  for (const row of readProcesses()) if (pids.includes(row.pid)) signalProcess(row, 'SIGKILL');
}
