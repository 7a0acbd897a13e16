import * as v from 'valibot';
import { found, severities, siteRule } from './finding.ts';
import type { Found } from './finding.ts';

const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

/** What a rule of an installation answers: null, or what is wrong, with what speaks for it. */
const answer = v.nullable(
  v.strictObject({
    title: text(200),
    severity: v.picklist(severities),
    why: text(1_000),
    /** What of the app; nothing for the app as a whole. */
    scope: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
    evidence: v.pipe(
      v.array(v.strictObject({ text: text(200), value: v.union([v.number(), text(200)]), unit: v.optional(v.string(), '') })),
      v.minLength(1),
      v.maxLength(10),
    ),
    /** How bad it is: dismissed, it comes back when this has doubled. */
    weight: v.optional(v.number(), 1),
  }),
);

export type SiteAnswer = { readonly ok: true; readonly found: Found | null } | { readonly ok: false; readonly fault: string };

/** Reads what `file` answered; a file's findings are told apart by its name. */
export function siteFinding(file: string, said: unknown): SiteAnswer {
  const read = v.safeParse(answer, said);
  if (!read.success) {
    const [{ message, path }] = read.issues;
    const at = path?.map(({ key }) => String(key)).join('.') ?? '';
    return { ok: false, fault: at === '' ? message : `${at}: ${message}` };
  }
  if (read.output === null) return { ok: true, found: null };
  const { scope, ...words } = read.output;
  return { ok: true, found: found(siteRule, { ...words, scope: scope === '' ? file : `${file}: ${scope}` }) };
}
