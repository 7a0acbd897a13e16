import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Addon, Operations } from '../platform/client.ts';
import type { Check } from '../rehearse/rules/result.ts';

const mostMails = 200;
const lookEveryMs = 250;

/** What has to be right of the copy beside speed (REH-11): what bots played is backed up and put back on trial, and their mail was caught. */
export async function checkCopy(platform: Operations, target: string, addons: readonly Addon[]): Promise<readonly Check[]> {
  const has = (service: Addon['service']): boolean => addons.some((addon) => addon.service === service);
  return [
    ...(has('postgres') ? [await backupCheck(platform, target)] : []),
    ...(has('mail') ? [mailCheck((await platform.mails(target, mostMails)).length)] : []),
  ];
}

function mailCheck(mails: number): Check {
  const many = mails === mostMails ? `${mostMails} or more` : String(mails);
  return { isRight: true, what: `${many} ${mails === 1 ? 'mail was' : 'mails were'} caught`, detail: 'and went to nobody' };
}

async function backupCheck(platform: Operations, target: string): Promise<Check> {
  const startedMs = performance.now();
  try {
    const { id } = await platform.captureBackup(target, { database: null });
    while ((await platform.backup(target, id)).state === 'running') await sleep(lookEveryMs);
    const { rows, drill } = await platform.drillBackup(target, id);
    await platform.deleteBackup(target, id);
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    const detail = `${rows.toLocaleString('en')} rows in ${seconds} s: ${drill?.words ?? 'it was not tried'}`;
    return { isRight: drill?.passed === true, what: 'A backup was made and put back on trial', detail };
  } catch (error) {
    return { isRight: false, what: 'No backup could be made', detail: error instanceof Error ? error.message : String(error) };
  }
}
