import * as v from 'valibot';

/** Where the people of a session come from, and where they go at the end. */
export interface Recruit {
  /** `url`: any panel; `links`: no panel. */
  readonly provider: 'prolific' | 'url' | 'links';
  /** By outcome: `completed`, the participant's status (`dropout`, `screened_out`), or `full` for whoever found no seat. */
  readonly codes: Readonly<Record<string, string>>;
  /** Of any panel: where people go at the end, with `{label}`, `{code}` (of the outcome) and `{param.x}` in it. */
  readonly endUrl: string | null;
  /** What somebody reads who finds no seat; null: the lab's own words. */
  readonly whenFull: string | null;
}

/** Somebody who came when every seat was taken. */
export interface TurnedAway {
  /** Null: everybody who gave none. */
  readonly label: string | null;
  readonly times: number;
  readonly firstAt: Date;
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
export function completionFor(recruit: Recruit, person: FinishedPerson): Completion {
  return completionWith(recruit.codes[person.status || 'completed'] ?? recruit.codes['completed'] ?? null, { recruit, person });
}

/** What whoever found no seat is given: a code of their own, or nothing. */
export function completionWhenFull(recruit: Recruit, person: Omit<FinishedPerson, 'status'>): Completion | null {
  const code = recruit.codes['full'];
  return code === undefined ? null : completionWith(code, { recruit, person });
}

interface Outcome {
  readonly recruit: Recruit;
  readonly person: Omit<FinishedPerson, 'status'>;
}

function completionWith(code: string | null, { recruit: { provider, endUrl }, person }: Outcome): Completion {
  const template = provider === 'prolific' ? (code === null ? null : prolificEnd) : endUrl;
  return { code, url: template === null ? null : filled(template, { ...person, code }) };
}

function filled(template: string, { label, code, vars }: Outcome['person'] & { readonly code: string | null }): string {
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
  provider: v.picklist(['prolific', 'url', 'links']),
  codes: v.record(v.string(), v.string()),
  endUrl: v.nullable(v.string()),
  whenFull: v.optional(v.nullable(v.string()), null), // sessions that were set up before there was such a thing
});

/** What is stored, read again; null when it is nothing of ours. */
export function readRecruit(stored: unknown): Recruit | null {
  const read = v.safeParse(storedRecruit, stored);
  return read.success ? read.output : null;
}
