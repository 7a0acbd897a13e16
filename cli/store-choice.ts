import { RostraError } from '#kit/errors/rostra-error.ts';
import { varIn } from './addon-choice.ts';
import type { Call } from './command.ts';
import { UsageFault } from './parse.ts';

/** A database or a Redis that an app knows by a config var, its own add-on or one of another app. */
export interface Store {
  readonly configVar: string;
  readonly url: string;
}

const services = {
  postgres: { title: 'Postgres database', main: 'DATABASE_URL', url: /^postgres(ql)?:\/\// },
  redis: { title: 'Redis', main: 'REDIS_URL', url: /^rediss?:\/\// },
} as const;

/** The store that was named by its add-on or its config var, else the app's main one. */
export async function chosenStore(call: Call, service: keyof typeof services): Promise<Store> {
  const app = await call.app();
  const [word = null] = call.args;
  const [vars, addons] = await Promise.all([call.platform.config(app), call.platform.addons(app)]);
  const stores = Object.entries(vars).flatMap(([configVar, url]) => (isAddress(url, service) ? { configVar, url } : []));
  if (stores.length === 0) throw noStore(app, service);
  const addon = addons.find(({ name }) => name === word);
  const named = addon === undefined ? word : varIn(addon, app);
  const store = storeAmong(stores, named, services[service].main);
  if (store === null) throw unclear({ app, service, word, stores });
  if (!call.isLocal && isLoopback(store.url)) throw elsewhere(store.configVar);
  return store;
}

const isAddress = (text: string, service: keyof typeof services): boolean => services[service].url.test(text) && URL.canParse(text);

/** `REDISCLOUD_URL` may be named in full or as `rediscloud`. Without a name the main one, or the only one. */
function storeAmong(stores: readonly Store[], named: string | null, main: string): Store | null {
  const wanted = named ?? main;
  const match = stores.find(({ configVar }) => configVar === wanted || configVar === `${wanted.toUpperCase()}_URL`);
  return match ?? (named === null && stores.length === 1 ? (stores[0] ?? null) : null);
}

interface Unclear {
  readonly app: string;
  readonly service: keyof typeof services;
  readonly word: string | null;
  readonly stores: readonly Store[];
}

function unclear({ app, service, word, stores }: Unclear): UsageFault {
  const { title } = services[service];
  const says = word === null ? `${app} has more than one ${title}.` : `${app} has no ${title} "${word}".`;
  return new UsageFault(says, `Name one of ${stores.map(({ configVar }) => configVar).join(', ')}.`);
}

function isLoopback(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}

function noStore(app: string, service: keyof typeof services): RostraError {
  return new RostraError({
    code: 'CLI_NO_STORE',
    status: 404,
    message: `${app} has no ${services[service].title}.`,
    hint: `Make one: rostra addons:create ${service} --app ${app}`,
  });
}

function elsewhere(configVar: string): RostraError {
  return new RostraError({
    code: 'CLI_STORE_ELSEWHERE',
    status: 422,
    message: `The server behind ${configVar} listens on the machine of the platform only.`,
    hint: 'Log in there and run this command without --host.',
  });
}
