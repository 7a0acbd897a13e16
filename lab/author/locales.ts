import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { placesIn, pluralCategories } from '#kit/i18n/messages.ts';
import type { Texts } from '../game/define-project.ts';
import { isLanguage } from '../rules/session-config.ts';
import type { Finding } from './finding.ts';
import { lineOf } from './sources.ts';

/** The author's texts of a folder, and what is wrong with their files. */
export interface Locales {
  /** By language. */
  readonly texts: Readonly<Record<string, Texts>>;
  readonly findings: readonly Finding[];
}

const shape = v.record(v.string(), v.union([v.string(), v.record(v.string(), v.string())]));

/** Reads `locales/{language}.json`: texts by key; where a number decides the form, by plural category. */
export async function readLocales(folder: string): Promise<Locales> {
  const files = (await Array.fromAsync(glob('locales/*.json', { cwd: folder }))).sort();
  const read = await Promise.all(files.map(async (file) => localeOf(file, await readFile(join(folder, file), 'utf8'))));
  const texts = Object.fromEntries(read.flatMap(({ language, texts: own }) => (own ? [[language, own]] : [])));
  const unequal = read.flatMap((locale) => (locale.texts ? unequalTo(texts, { ...locale, texts: locale.texts }) : []));
  return { texts, findings: [...read.flatMap(({ finding }) => finding ?? []), ...unequal] };
}

interface Locale {
  readonly language: string;
  readonly file: string;
  readonly source: string;
  /** Null when the file cannot be read. */
  readonly texts: Texts | null;
  readonly finding: Finding | null;
}

function localeOf(file: string, source: string): Locale {
  const language = basename(file, '.json');
  const fault = (what: string, cure: string): Locale => ({
    language,
    file,
    source,
    texts: null,
    finding: { file, line: null, what, cure, isFault: true },
  });
  if (!isLanguage(language)) return fault(`${language} is no language`, 'Call the file like de.json or pt-BR.json.');
  const json = parsed(source);
  const texts = v.safeParse(shape, json);
  if (json === undefined) return fault('the file is no JSON', 'Look for a comma or a quote too many or too few.');
  if (!texts.success) return fault('the file holds something other than texts', 'Write { "key": "text" }, or a text for each plural form.');
  return { language, file, source, texts: texts.output, finding: null };
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

/** Texts that other languages have and this one lacks, places that differ, plural forms that are missing. */
function unequalTo(all: Locales['texts'], locale: Locale & { readonly texts: Texts }): Finding[] {
  const { language, file, source, texts } = locale;
  const say = (key: string, what: string, cure: string): Finding => ({ file, line: lineOf(source, [key]), what, cure, isFault: false });
  const others = Object.entries(all).filter(([other]) => other !== language);
  const findings: Finding[] = [];
  for (const [other, theirs] of others) {
    const missing = Object.keys(theirs).filter((key) => !Object.hasOwn(texts, key));
    for (const key of missing) findings.push(say(key, `the text ${key} of ${other} is missing`, 'Write it here too.'));
    for (const key of Object.keys(theirs).filter((one) => Object.hasOwn(texts, one))) {
      const [here, there] = [placesIn(texts[key] ?? ''), placesIn(theirs[key] ?? '')];
      if (here.join() !== there.join())
        findings.push(
          say(key, `${key} has places for ${listed(here)}, and for ${listed(there)} in ${other}`, 'Name the same places in both.'),
        );
    }
  }
  const needed = pluralCategories(language);
  for (const [key, text] of Object.entries(texts)) {
    const lacks = typeof text === 'string' ? [] : needed.filter((category) => category !== 'zero' && !Object.hasOwn(text, category));
    if (lacks.length > 0)
      findings.push(say(key, `${key} lacks the plural form ${lacks.join(', ')}`, `${language} has ${needed.join(', ')}.`));
  }
  return findings;
}

const listed = (places: readonly string[]): string => (places.length === 0 ? 'nothing' : places.map((place) => `{${place}}`).join(', '));

/** Keys that callbacks ask for in plain words, `t('key')`, and that no language has. */
export function unknownKeys(sources: ReadonlyMap<string, string>, texts: Locales['texts']): Finding[] {
  const known = new Set(Object.values(texts).flatMap((own) => Object.keys(own)));
  if (known.size === 0) return [];
  return [...sources].flatMap(([file, source]) =>
    [...source.matchAll(/(?<![\w$.])(?:ctx\.)?t\(\s*(['"`])((?:(?!\1|\$\{).)+)\1/g)].flatMap((call) => {
      const key = call[2] ?? '';
      if (known.has(key)) return [];
      const line = source.slice(0, call.index).split('\n').length;
      return [
        { file, line, what: `no file of locales/ has the text "${key}"`, cure: 'Add it to locales/, in every language.', isFault: false },
      ];
    }),
  );
}
