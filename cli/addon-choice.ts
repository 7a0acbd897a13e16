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
  errors: 'errors',
};

/**
 * The add-on of an app that was named by its own name, the app's config var or its service; without a name the only one there is, of
 * `service` when only that will do.
 */
export async function chosenAddon(call: Call, word: string | null, service?: Addon['service']): Promise<Addon> {
  const app = await call.app();
  const addons = (await call.platform.addons(app)).filter((addon) => service === undefined || addon.service === service);
  const found = word === null ? addons : addons.filter((addon) => isNamed(addon, app, word));
  const [addon] = found;
  if (addon !== undefined && found.length === 1) return addon;
  const known = addons.map((each) => `${each.name} (${varIn(each, app)})`).join(', ');
  const hint = known === '' ? `Make one: rostra addons:create ${service ?? 'postgres'} --app ${app}` : `There are ${known}.`;
  if (addon !== undefined) throw new UsageFault(`${app} has more than one such add-on.`, hint);
  const kind = service === undefined ? 'add-on' : `${service} add-on`;
  throw new RostraError({
    code: 'CLI_NO_ADDON',
    status: 404,
    message: word === null ? `${app} has no ${kind}.` : `${app} has no ${kind} "${word}".`,
    hint,
  });
}

function isNamed(addon: Addon, app: string, word: string): boolean {
  const configVar = varIn(addon, app);
  return [addon.name, configVar, configVar.replace(/_URL$/, '')].includes(word) || services[word] === addon.service;
}

/** The config var in which an app that uses an add-on has its address. */
export function varIn(addon: Addon, app: string): string {
  return addon.app === app ? addon.configVar : (addon.attachedTo.find((other) => other.app === app)?.configVar ?? addon.configVar);
}
