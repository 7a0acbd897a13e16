import type { Addon } from '../../../platform/client.ts';
import { varIn } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const listAddons: CliCommand = {
  name: 'addons',
  summary: 'list the add-ons of an app, or of all',
  needsApp: true,
  example: 'rostra addons --app hello',
  run: async (call) => {
    // Of all apps when none is named: this is the one command for which that means something.
    const app = call.option('app') ?? call.config.app;
    const addons = app === null ? await call.platform.addons() : await call.platform.addons(app);
    const none = ['No add-on. `rostra addons:create postgres --app NAME` makes a database.'];
    const head = ['Add-on', 'App', 'Plan', 'State', 'Config var', 'Connections'];
    return {
      json: addons,
      lines:
        addons.length === 0
          ? none
          : columns(
              head,
              addons.map((addon) => rowOf(addon, app ?? addon.app)),
            ),
    };
  },
};

/** As the app sees it: one of another app under its own config var. */
function rowOf(addon: Addon, app: string): string[] {
  const { name, plan, state, connectionLimit } = addon;
  return [name, addon.app, plan, state, varIn(addon, app), connectionLimit === null ? 'no limit' : String(connectionLimit)];
}
