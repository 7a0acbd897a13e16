import type { Addon } from '../../../platform/client.ts';
import type { Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const listAddons: CliCommand = {
  name: 'addons',
  summary: 'list the add-ons of an app, or of all',
  needsApp: true,
  example: 'rostra addons --app hello',
  run: async (call) => {
    const addons = await addonsOf(call);
    const none = ['No add-on. `rostra addons:create postgres --app NAME` makes a database.'];
    const head = ['Add-on', 'App', 'Plan', 'State', 'Config var', 'Connections'];
    return { json: addons, lines: addons.length === 0 ? none : columns(head, addons.map(rowOf)) };
  },
};

/** Of all apps when none is named: this is the one command for which that means something. */
function addonsOf(call: Call): Promise<readonly Addon[]> {
  const app = call.option('app') ?? call.config.app;
  return app === null ? call.platform.addons() : call.platform.addons(app);
}

function rowOf({ name, app, plan, state, configVar, connectionLimit }: Addon): string[] {
  return [name, app, plan, state, configVar, connectionLimit === null ? 'no limit' : String(connectionLimit)];
}
