import * as v from 'valibot';
import { fingerprintRules, type FingerprintRule } from './fingerprint-rules.ts';
import type { RateLimit } from './rate-limit.ts';

/** Who may report errors: an add-on, by its number and its public key. */
export interface ErrorProject {
  readonly id: number;
  readonly key: string;
  /** Null: no limit. */
  readonly eventsPerMinute: number | null;
  /** Participants' labels are kept. */
  readonly keepsLabels: boolean;
  /** Which events are one issue, where they do not say so themselves. */
  readonly rules: readonly FingerprintRule[];
}

const entry = v.object({
  id: v.number(),
  key: v.string(),
  eventsPerMinute: v.nullable(v.number()),
  keepsLabels: v.boolean(),
  rules: v.optional(v.string(), ''),
});

/** As it stands in the file. */
export type ErrorProjectEntry = v.InferOutput<typeof entry>;

/** From the file that control writes for the error service; nobody when it is not there yet or half. */
export function errorProjects(text: string): readonly ErrorProject[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.array(entry)), text);
  return parsed.success ? parsed.output.map((project) => ({ ...project, rules: rulesIn(project.rules) })) : [];
}

function rulesIn(text: string): readonly FingerprintRule[] {
  const read = fingerprintRules(text);
  return read.ok ? read.rules : [];
}

/** What a key may send in a minute, by kind (ERR-08); null: no limit. */
export function limitFor(
  category: 'error' | 'transaction' | 'session',
  { eventsPerMinute }: Pick<ErrorProject, 'eventsPerMinute'>,
): RateLimit | null {
  if (eventsPerMinute === null) return null;
  const perMinute = category === 'error' ? eventsPerMinute : eventsPerMinute * 10;
  return { perMinute, burst: perMinute * 2 };
}
