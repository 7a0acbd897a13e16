import * as v from 'valibot';
import { completeSettings, settingNames, bareName, type Settings } from '../rules/settings.ts';

/** A number of the case that stands for a thing. */
export function id<Id extends number>() {
  return v.pipe(
    v.number(),
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- a case's numbers are its ids; which kind this one is, the case's format says
    v.transform((value) => value as Id),
  );
}

/** A number, null or left out. */
export const maybeNumber = v.nullish(v.number(), null);

/** A list; null and left out is an empty one. */
export function maybeList<Item extends v.GenericSchema>(item: Item) {
  return v.nullish(v.array(item), []);
}

/** Settings of a case, under any names; null is as good as left out. */
export const givenSettings = v.pipe(
  v.nullish(v.record(v.string(), v.unknown()), {}),
  v.transform((given): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
  ),
);

/** Settings under their names without section; what is absent has the default. */
export function settingsOf(given: Readonly<Record<string, unknown>>): Settings {
  const named = settingNames.flatMap((name) => (bareName(name) in given ? [[name, given[bareName(name)]] as const] : []));
  return completeSettings(Object.fromEntries(named));
}
