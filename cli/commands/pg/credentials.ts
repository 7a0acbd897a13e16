import type { Addon } from '../../../platform/client.ts';
import { chosenAddon } from '../../addon-choice.ts';
import type { CliCommand } from '../../command.ts';

export const rotatePostgres: CliCommand = rotation('pg:credentials:rotate', 'postgres');
export const rotateRedis: CliCommand = rotation('redis:credentials', 'redis');

function rotation(name: string, service: Addon['service']): CliCommand {
  return {
    name,
    summary: `give ${service === 'postgres' ? 'a database' : 'a Redis'} a new password; every app that uses it gets it with a release`,
    args: '[addon]',
    needsApp: true,
    example: `rostra ${name} --app hello`,
    completes: 'addons',
    run: async (call) => {
      const addon = await chosenAddon(call, call.args[0] ?? null, service);
      await call.platform.rotateCredentials(addon.app, addon.name);
      return { json: { rotated: addon.name }, lines: [`${addon.name} has a new password; its apps restart with it.`] };
    },
  };
}
