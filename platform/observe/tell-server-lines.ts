import { mailServer, postgresServer } from '../addons/apps-of-server.ts';
import { accountName } from '../addons/held-vars.ts';
import type { Control } from '../control/control.ts';
import { plans } from '../rules/plans.ts';
import type { Plan } from '../rules/plans.ts';
import { connectionsWords, serverLine } from '../rules/server-line.ts';
import type { AddonRecord } from '../store/addons.ts';

const services: Readonly<Record<string, Plan['service']>> = { [postgresServer]: 'postgres', [mailServer]: 'mail' };

/** What a server wrote about one add-on, in the logs of the apps that use it. */
export function tellServerLines(control: Control, server: string, texts: readonly string[]): void {
  const service = services[server];
  if (service === undefined) return;
  for (const text of texts) {
    const line = serverLine(service, text);
    const addon = line === null ? undefined : control.store.addons.list().find(({ name }) => accountName(name) === line.account);
    if (line === null || addon === undefined) continue;
    const words = service === 'postgres' ? connectionsWords(addon, limitOf(addon)) : line.text;
    for (const { appName } of control.store.addons.holders(addon.name)) control.logBook.tell(appName, service, [words]);
  }
}

const limitOf = (addon: AddonRecord): number | null =>
  plans.find(({ service, name }) => service === addon.service && name === addon.plan)?.connections ?? null;
