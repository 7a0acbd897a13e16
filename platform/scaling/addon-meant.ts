import type { AddonRecord } from '../store/addons.ts';

/** An app's add-on by its name, its config var with or without `_URL`, or its service when there is one of it. */
export function addonMeant(addons: readonly AddonRecord[], text: string): AddonRecord | null {
  const present = addons.filter(({ state }) => state !== 'leaving');
  const word = text.toLowerCase();
  const named = present.find(({ name, configVar }) =>
    [name, configVar, configVar.replace(/_URL$/, '')].some((each) => each.toLowerCase() === word),
  );
  const ofService = present.filter(({ service }) => service === word);
  return named ?? (ofService.length === 1 ? (ofService[0] ?? null) : null);
}
