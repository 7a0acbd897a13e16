/** A text with `{name}` where something is put in; where a number `n` decides the form, one text for each plural category of the language. */
export type Message = string | Readonly<Record<string, string>>;

/** What is put into a text. `n` decides the plural. */
export type MessageArgs = Readonly<Record<string, string | number>>;

/** The texts of one language, by key. */
export type Catalogue<Key extends string = string> = Readonly<Record<Key, Message>>;

/** A text by its key, filled in. */
export type Say<Key extends string = string> = (key: Key, args?: MessageArgs) => string;

/** Says texts of a catalogue by the rules of a language (BCP 47). A key that the catalogue lacks is said as it is. */
export function sayer<Key extends string>(catalogue: Catalogue<Key>, language: string): Say<Key> {
  const plurals = pluralsOf(language);
  return (key, args = {}) => filled(formOf(Object.hasOwn(catalogue, key) ? catalogue[key] : key, args, plurals), args);
}

/** The names that a text has places for, in the order of the alphabet. */
export function placesIn(message: Message): string[] {
  const texts = typeof message === 'string' ? [message] : Object.values(message);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(place)].map(([, name = '']) => name)))].sort();
}

/** The plural categories of a language: what a text that counts needs. */
export function pluralCategories(language: string): readonly string[] {
  return pluralsOf(language).resolvedOptions().pluralCategories;
}

/** The nearest of the languages there are: the same, the same without its region, the first that shares its root; null when none does. */
export function nearestLanguage<Language extends string>(wanted: string, there: readonly Language[]): Language | null {
  const asked = wanted.toLowerCase();
  const root = rootOf(asked);
  const same = there.find((language) => language === asked) ?? there.find((language) => language === root);
  return same ?? there.find((language) => rootOf(language) === root) ?? null;
}

const rootOf = (language: string): string => {
  const root = language.split(/[-_]/)[0] ?? '';
  return root === 'no' || root === 'nn' ? 'nb' : root;
};

const place = /\{(\w+)\}/g;

function formOf(message: Message, { n }: MessageArgs, plurals: Intl.PluralRules): string {
  if (typeof message === 'string') return message;
  const category = typeof n === 'number' ? plurals.select(n) : 'other';
  return message[category] ?? message['other'] ?? '';
}

/** What nobody gave stays as it is written. */
function filled(text: string, args: MessageArgs): string {
  return text.replaceAll(place, (written, name: string) => (Object.hasOwn(args, name) ? String(args[name]) : written));
}

const known = new Map<string, Intl.PluralRules>();

function pluralsOf(language: string): Intl.PluralRules {
  const rules = known.get(language) ?? new Intl.PluralRules(isTag(language) ? language : 'en');
  known.set(language, rules);
  return rules;
}

const isTag = (language: string): boolean => /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language);
