import { inErrorBook } from '../addons/errors.ts';
import { newPassword } from '../addons/password.ts';
import { rotateCredentials } from '../addons/rotate.ts';
import { keyNameTaken, noSuchKey, ownKeyStays, tooManyKeys, wrongKeyName } from '../error-service-errors.ts';
import { formerKeyName, isKeyName, mostErrorKeys, ownKeyName, type ErrorKey } from '../rules/errors/error-keys.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { ErrorKeyRecord } from '../store/error-keys.ts';
import { isoTime } from '../store/sqlite.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import { placesOf } from './error-project-operations.ts';
import type { ErrorVerbs } from './error-verbs.ts';
import { errorsAddon } from './issues-of-app.ts';

type KeyVerbs = Pick<ErrorVerbs, 'errorKeys' | 'addErrorKey' | 'rotateErrorKey' | 'switchErrorKey'>;

/** With which keys reports are taken: the app's own, which is its add-on's, and others by name (ERR-01). */
export function errorKeyOperations(control: Control, actor: string): KeyVerbs {
  const addonOf = (app: string): AddonRecord => errorsAddon(control, appNamed(control, app));
  return {
    errorKeys: async (app) => keysOf(control, addonOf(app)),
    addErrorKey: async (app, name) => {
      await addKey(control, app, name);
      return keyNamed(control, app, name);
    },
    rotateErrorKey: async (app, name) => {
      await (name === ownKeyName ? rotateOwn(control, app, actor) : rotateNamed(control, app, name));
      return keyNamed(control, app, name);
    },
    switchErrorKey: async (app, name, isOn) => {
      if (name === ownKeyName && !isOn) throw ownKeyStays(app);
      await keyNamed(control, app, name);
      const { id } = addonOf(app);
      await inErrorBook(control, ({ keys }) => keys.setOff(id, name, isOn ? null : control.clock.nowMs()));
      return keyNamed(control, app, name);
    },
  };
}

async function keysOf(control: Control, addon: AddonRecord): Promise<readonly ErrorKey[]> {
  const others = await inErrorBook(control, ({ keys }) => keys.list(addon.id));
  const own = { name: ownKeyName, key: addon.password, offAtMs: null };
  return [own, ...others].map((each) => shownKey(control, addon, each));
}

function shownKey(
  control: Control,
  addon: AddonRecord,
  { name, key, offAtMs }: Pick<ErrorKeyRecord, 'name' | 'key' | 'offAtMs'>,
): ErrorKey {
  const places = placesOf(control, { ...addon, password: key });
  return { name, ...places, offAt: offAtMs === null ? null : isoTime(offAtMs) };
}

async function keyNamed(control: Control, app: string, name: string): Promise<ErrorKey> {
  const keys = await keysOf(control, errorsAddon(control, appNamed(control, app)));
  const found = keys.find((each) => each.name === name);
  if (found === undefined) throw noSuchKey(app, name);
  return found;
}

async function addKey(control: Control, app: string, name: string): Promise<void> {
  if (!isKeyName(name)) throw wrongKeyName(name);
  const { id } = errorsAddon(control, appNamed(control, app));
  await inErrorBook(control, ({ keys }) => {
    if (name === ownKeyName) throw keyNameTaken(app, name);
    refuseMore(app, keys.list(id));
    if (!keys.add(id, { name, key: newPassword('errors') }, control.clock.nowMs())) throw keyNameTaken(app, name);
  });
}

/** What runs with the key before is heard on: its dynos restart one after another, pages in browsers stay open. */
async function rotateOwn(control: Control, app: string, actor: string): Promise<void> {
  await inErrorBook(control, ({ keys }) => {
    const addon = errorsAddon(control, appNamed(control, app)); // as it is now: two may turn it at once
    const known = keys.list(addon.id);
    refuseMore(app, known);
    keys.add(addon.id, { name: formerName(ownKeyName, known), key: addon.password }, control.clock.nowMs());
    return rotateCredentials(control, addon, actor);
  });
}

async function rotateNamed(control: Control, app: string, name: string): Promise<void> {
  const { id } = errorsAddon(control, appNamed(control, app));
  await inErrorBook(control, ({ keys }) => {
    const known = keys.list(id);
    if (!known.some((each) => each.name === name)) throw noSuchKey(app, name);
    refuseMore(app, known);
    keys.replace(id, { name, key: newPassword('errors'), former: formerName(name, known) }, control.clock.nowMs());
  });
}

const formerName = (name: string, known: readonly ErrorKeyRecord[]): string =>
  formerKeyName(
    name,
    known.map((each) => each.name),
  );

function refuseMore(app: string, known: readonly ErrorKeyRecord[]): void {
  if (known.filter(({ offAtMs }) => offAtMs === null).length >= mostErrorKeys) throw tooManyKeys(app, mostErrorKeys);
}
