import * as v from 'valibot';

/** Where the people of a session come from, and where they go at the end. */
export interface Recruit {
  /** `url`: any panel. */
  readonly provider: 'prolific' | 'url';
  /** By outcome: `completed`, or the participant's status (`dropout`, `screened_out`). */
  readonly codes: Readonly<Record<string, string>>;
  /** Of any panel: where people go at the end, with `{label}`, `{code}` (of the outcome) and `{param.x}` in it. */
  readonly endUrl: string | null;
}

/** Who has come to the end. */
export interface FinishedPerson {
  readonly label: string | null;
  readonly status: string;
  readonly vars: Readonly<Record<string, unknown>>;
}

/** What somebody is given at the end. */
export interface Completion {
  readonly code: string | null;
  readonly url: string | null;
}

const prolificEnd = 'https://app.prolific.com/submissions/complete?cc={code}';

/** The code for somebody's outcome, and the address that takes it. */
export function completionFor({ provider, codes, endUrl }: Recruit, person: FinishedPerson): Completion {
  const code = codes[person.status || 'completed'] ?? codes['completed'] ?? null;
  const template = provider === 'prolific' ? (code === null ? null : prolificEnd) : endUrl;
  return { code, url: template === null ? null : filled(template, { ...person, code }) };
}

function filled(template: string, { label, code, vars }: FinishedPerson & { readonly code: string | null }): string {
  return template.replace(/\{(label|code|param\.(\w+))\}/g, (_, name: string, param: string | undefined) => {
    const value = param === undefined ? (name === 'label' ? label : code) : vars[param];
    return typeof value === 'string' || typeof value === 'number' ? encodeURIComponent(String(value)) : '';
  });
}

/** What links may say beside what a project asks for: what panels put there, and the language somebody reads. */
export const panelParams = ['PROLIFIC_PID', 'STUDY_ID', 'SESSION_ID', 'survey_code', 'language'] as const;

const longestValue = 300;

/** What of a link's parameters is kept about whoever came by it. */
export function capturedParams(query: unknown, wanted: readonly string[]): Record<string, string> {
  const entries = typeof query === 'object' && query !== null ? Object.entries(query) : [];
  const known = entries.filter(([name, value]) => wanted.includes(name) && typeof value === 'string' && value !== '');
  return Object.fromEntries(known.map(([name, value]) => [name, String(value).toWellFormed().replaceAll('\0', '').slice(0, longestValue)]));
}

const storedRecruit = v.object({
  provider: v.picklist(['prolific', 'url']),
  codes: v.record(v.string(), v.string()),
  endUrl: v.nullable(v.string()),
});

/** What is stored, read again; null when it is nothing of ours. */
export function readRecruit(stored: unknown): Recruit | null {
  const read = v.safeParse(storedRecruit, stored);
  return read.success ? read.output : null;
}
