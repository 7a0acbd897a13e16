import type { ScoreLimits } from '../../../rules/ballots/scoresheet.ts';

/** A typed number; a comma is a decimal point to many people. Null for nothing, and for what is no number. */
export function numberIn(text: string): number | null {
  return /^-?\d{1,6}([.,]\d{1,4})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null;
}

/** What is wrong with a score as it was typed, in words; empty when nothing is. */
export function problemOf(text: string, { min, max, step }: ScoreLimits): string {
  if (text.trim() === '') return '';
  const value = numberIn(text);
  if (value === null) return `${text.trim()} is no number.`;
  if (value < min || value > max) return `${value} is outside ${min} to ${max}.`;
  const steps = (value - min) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? '' : `${value} is not a step of ${step} above ${min}.`;
}
