import type { Control } from '../control/control.ts';
import { addonAway } from '../errors.ts';
import { plans } from '../rules/plans.ts';
import type { AddonUse } from '../rules/resources.ts';
import type { AddonRecord } from '../store/addons.ts';
import { postgresUse } from './postgres.ts';
import { redisUse } from './redis.ts';

const megabyte = 1024 * 1024;

/** What of an add-on's plan is in use, asked of its server now. */
export async function addonUse(control: Control, addon: AddonRecord): Promise<AddonUse> {
  if (addon.state !== 'available') throw addonAway(addon.name);
  const plan = plans.find(({ service, name }) => service === addon.service && name === addon.plan);
  const limits = { connectionLimit: plan?.connections ?? null, limitMb: plan?.memoryMb ?? null, rowLimit: plan?.rows ?? null };
  if (addon.service === 'postgres') {
    const { connections, bytes, rows } = await postgresUse(control, addon);
    return { name: addon.name, connections, usedMb: bytes / megabyte, rows, ...limits };
  }
  const { connections, bytes, keys } = await redisUse(control, addon);
  return { name: addon.name, connections, usedMb: bytes / megabyte, rows: keys, ...limits };
}
