import type { Addon, AddonUse } from '../platform/client.ts';
import { bold, facts } from './output.ts';
import { herokuTime } from './time-words.ts';

/** An add-on with what of its plan is in use, for people. */
export function addonLines(addon: Addon, use: AddonUse): string[] {
  const isPostgres = addon.service === 'postgres';
  const others = addon.attachedTo.map(({ app, configVar }) => `${app} as ${configVar}`).join(', ');
  return [
    bold(`=== ${addon.name}`),
    ...facts([
      ['App', addon.app],
      ['Plan', `${addon.service}:${addon.plan}`],
      ['State', addon.state],
      ['Config var', addon.configVar],
      ...(others === '' ? [] : [['Attached to', others] as const]),
      ['Connections', ofLimit(String(use.connections), use.connectionLimit)],
      [isPostgres ? 'Size' : 'Memory', ofLimit(`${use.usedMb.toFixed(1)} MB`, use.limitMb)],
      [isPostgres ? 'Rows' : (rowWords[addon.service] ?? 'Keys'), ofLimit(String(use.rows), use.rowLimit)],
      ['Created', herokuTime(addon.createdAt)],
    ]),
  ];
}

const rowWords: Readonly<Partial<Record<Addon['service'], string>>> = { mail: 'Messages', errors: 'Events' };

const ofLimit = (used: string, limit: number | null): string => (limit === null ? `${used}, no limit` : `${used} of ${limit}`);
