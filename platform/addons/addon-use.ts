import type { Control } from '../control/control.ts';
import { addonAway } from '../errors.ts';
import { plans } from '../rules/plans.ts';
import type { AddonUse } from '../rules/resources.ts';
import type { AddonRecord } from '../store/addons.ts';
import { errorsUse } from './errors.ts';
import { mailUse } from './mail.ts';
import { postgresUse } from './postgres.ts';
import { redisUse } from './redis.ts';

const megabyte = 1024 * 1024;

/** What of an add-on's plan is in use, asked of its server now. */
export async function addonUse(control: Control, addon: AddonRecord): Promise<AddonUse> {
  if (addon.state !== 'available') throw addonAway(addon.name);
  const plan = plans.find(({ service, name }) => service === addon.service && name === addon.plan);
  const limits = { connectionLimit: plan?.connections ?? null, limitMb: plan?.memoryMb ?? null, rowLimit: plan?.rows ?? null };
  const { connections, bytes, rows } = await uses[addon.service](control, addon);
  return { name: addon.name, connections, usedMb: bytes / megabyte, rows, ...limits };
}

interface Use {
  readonly connections: number;
  readonly bytes: number;
  readonly rows: number;
}

const uses: Record<AddonRecord['service'], (control: Control, addon: AddonRecord) => Promise<Use>> = {
  postgres: postgresUse,
  redis: async (control, addon) => {
    const { keys, ...figures } = await redisUse(control, addon);
    return { ...figures, rows: keys };
  },
  mail: async (control, addon) => {
    const { messages, bytes } = await mailUse(control, addon);
    return { connections: 0, bytes, rows: messages };
  },
  errors: async (control, addon) => ({ connections: 0, ...(await errorsUse(control, addon)) }),
  scheduler: async () => ({ connections: 0, bytes: 0, rows: 0 }),
};
