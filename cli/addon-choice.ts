import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Addon } from '../platform/client.ts';
import type { Call } from './command.ts';
import { UsageFault } from './parse.ts';

/** The names under which Heroku knows the services. */
const services: Readonly<Record<string, Addon['service']>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  'heroku-postgresql': 'postgres',
  redis: 'redis',
  'heroku-redis': 'redis',
  rediscloud: 'redis',
  mail: 'mail',
  sendgrid: 'mail',
  scheduler: 'scheduler',
};

/** The add-on of an app that was named by its own name, its config var or its service; without a name the only one there is. */
export async function chosenAddon(call: Call, word: string | null): Promise<Addon> {
  const app = await call.app();
  const addons = await call.platform.addons(app);
  const [addon, ...others] = word === null ? addons : addons.filter((each) => isNamed(each, word));
  if (addon !== undefined && others.length === 0) return addon;
  const known = addons.map(({ name, configVar }) => `${name} (${configVar})`).join(', ');
  const hint = known === '' ? `Make one: rostra addons:create postgres --app ${app}` : `There are ${known}.`;
  if (addon !== undefined) throw new UsageFault(`${app} has more than one such add-on.`, hint);
  throw new RostraError({
    code: 'CLI_NO_ADDON',
    status: 404,
    message: word === null ? `${app} has no add-on.` : `${app} has no add-on "${word}".`,
    hint,
  });
}

function isNamed(addon: Addon, word: string): boolean {
  return [addon.name, addon.configVar, addon.configVar.replace(/_URL$/, '')].includes(word) || services[word] === addon.service;
}
