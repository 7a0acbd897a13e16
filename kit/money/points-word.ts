import { quantise } from './money.ts';

/** "points" in the languages of the lab's pages, by plural category where the number decides the form. */
const words: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  ar: { one: 'نقطة', two: 'نقطتان', few: 'نقاط', many: 'نقطة', other: 'نقطة' },
  cs: { one: 'bod', few: 'body', many: 'bodu', other: 'bodů' },
  de: { one: 'Punkt', other: 'Punkte' },
  en: { one: 'point', other: 'points' },
  es: { one: 'punto', other: 'puntos' },
  fi: { one: 'piste', other: 'pistettä' },
  fr: { one: 'point', other: 'points' },
  he: { one: 'נקודה', other: 'נקודות' },
  hi: 'अंक',
  hu: 'pont',
  id: 'poin',
  it: { one: 'punto', other: 'punti' },
  ja: 'ポイント',
  ko: '점',
  nb: 'poeng',
  nl: { one: 'punt', other: 'punten' },
  pl: { one: 'punkt', few: 'punkty', many: 'punktów', other: 'punktu' },
  pt: { one: 'ponto', other: 'pontos' },
  ru: { one: 'балл', few: 'балла', many: 'баллов', other: 'балла' },
  tr: 'puan',
  zh: '点',
};

const plurals = new Map<string, Intl.PluralRules>();

/** The word for so many points, written with so many decimals; English where nobody has put it into the language. */
export function pointsWord(amount: number, { language, places }: { readonly language: string; readonly places: number }): string {
  const root = Object.hasOwn(words, language) ? language : 'en';
  const word = words[root] ?? '';
  if (typeof word === 'string') return word;
  const rules = plurals.get(root) ?? new Intl.PluralRules(root);
  plurals.set(root, rules);
  return word[rules.select(quantise(Math.abs(amount), places))] ?? word['other'] ?? '';
}
