import { decimalText } from './money.ts';
import { pointsWord } from './points-word.ts';

/** How a project writes amounts. */
export interface MoneyStyle {
  /** Points instead of a currency. */
  readonly points: boolean;
  /** ISO 4217, upper case. */
  readonly code: string;
  /** Appended unchanged instead of "point" and "points". */
  readonly pointsName: string | null;
  readonly places: number;
  /** BCP 47. */
  readonly language: string;
  readonly thousandsSeparator: string;
}

/** The amount as a person reads it: `12 points`, `$3.00`, `-3,00 €`. Rounds to the style's places. */
export function formatMoney(amount: number, style: MoneyStyle): string {
  const number = formatNumber(amount, style);
  if (style.points)
    return `${number} ${style.pointsName ?? pointsWord(amount, { language: primary(style.language), places: style.places })}`;
  const isNegative = number.startsWith('-');
  const text = patternOf(style).replace('#', isNegative ? number.slice(1) : number);
  return isNegative ? `-${text}` : text;
}

/** A number with exactly `places` decimals, the language's decimal mark, and the thousands separator when there is one. */
export function formatNumber(amount: number, style: Pick<MoneyStyle, 'places' | 'language' | 'thousandsSeparator'>): string {
  const [whole = '0', fraction] = decimalText(amount, style.places).split('.');
  const grouped = style.thousandsSeparator ? whole.replace(/\B(?=(\d{3})+$)/g, style.thousandsSeparator) : whole;
  return fraction === undefined ? grouped : `${grouped}${decimalMark(style.language)}${fraction}`;
}

/** `.` for ar en he ja ko ms th zh, `,` for all others. */
export function decimalMark(language: string): '.' | ',' {
  return pointLanguages.has(primary(language)) ? '.' : ',';
}

const pointLanguages = new Set(['ar', 'en', 'he', 'ja', 'ko', 'ms', 'th', 'zh']);

/** How many decimals a currency has when the project does not say. */
export function currencyPlaces(code: string): number {
  return wholeCurrencies.has(code) ? 0 : 2;
}

const wholeCurrencies = new Set(['KRW', 'JPY', 'HUF', 'IRR', 'COP', 'VND', 'IDR']);

function primary(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0] ?? '';
}

const symbols: Record<string, string> = {
  USD: '$',
  CAD: '$',
  AUD: '$',
  SGD: '$',
  GBP: '£',
  EUR: '€',
  INR: '₹',
  CNY: '元',
  JPY: '円',
  KRW: '원',
  ZAR: 'R',
  PLN: 'zł',
  CZK: 'Kč',
  RUB: '₽',
  TRY: '₺',
  ILS: '₪',
  HUF: 'Ft',
  THB: '฿',
};

/** `#` stands for the number, `¤` for the currency's symbol. A language's own currencies first, then its pattern for the others. */
const patterns: Record<string, { readonly other: string; readonly [code: string]: string }> = {
  en: { INR: '₹ #', CNY: '#元', JPY: '#円', KRW: '#원', other: '¤#' },
  de: { EUR: '# €', CHF: 'CHF #', other: '¤ #' },
  'de-at': { EUR: '€ #', CHF: 'CHF #', other: '¤ #' },
  fr: { other: '# ¤' },
  it: { other: '# ¤' },
  fi: { other: '# ¤' },
  es: { EUR: '# €', ARS: '$ #', MXN: '$#', other: '# ¤' },
  nl: { other: '¤ #' },
  'nl-be': { EUR: '# €', other: '¤ #' },
  pt: { BRL: 'R$#', other: '# ¤' },
  zh: { CNY: '#元', HKD: 'HK$#', TWD: '$#', other: '# ¤' },
  ja: { JPY: '#円', other: '# ¤' },
  ko: { KRW: '#원', other: '# ¤' },
  sv: { SEK: '# kr', other: '# ¤' },
  da: { DKK: '# kr.', other: '# ¤' },
  nb: { NOK: 'kr #', other: '# ¤' },
  th: { THB: '฿#', other: '# ¤' },
  ms: { MYR: 'RM#', other: '# ¤' },
};

function patternOf(style: MoneyStyle): string {
  const rules = patterns[style.language.toLowerCase()] ?? patterns[primary(style.language)] ?? { other: '# ¤' };
  return (rules[style.code] ?? rules.other).replace('¤', symbols[style.code] ?? style.code);
}
