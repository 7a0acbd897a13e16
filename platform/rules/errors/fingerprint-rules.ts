import type { ErrorEvent } from './event.ts';

/** Events that match every part are one issue, named by these words (ERR-10). */
export interface FingerprintRule {
  readonly parts: readonly FingerprintPart[];
  readonly fingerprint: readonly string[];
}

interface FingerprintPart {
  readonly field: Field;
  /** With `*` for anything. */
  readonly glob: string;
}

/** What of an event a rule can look at. */
const fields = {
  type: ({ exceptions }: ErrorEvent) => exceptions.map(({ type }) => type),
  message: ({ exceptions, message }: ErrorEvent) => [...exceptions.map(({ value }) => value), message?.text ?? ''],
  module: (event: ErrorEvent) => framesOf(event).flatMap(({ module }) => module ?? []),
  path: (event: ErrorEvent) => framesOf(event).flatMap(({ file }) => file ?? []),
} as const;

type Field = keyof typeof fields;

const framesOf = ({ exceptions }: ErrorEvent) => exceptions.flatMap(({ frames }) => frames);

/** The most rules of one project. */
const mostRules = 100;

export type FingerprintRules =
  | { readonly ok: true; readonly rules: readonly FingerprintRule[] }
  | { readonly ok: false; readonly fault: string };

/** Rules as people write them, one a line: `type:TimeoutError path:games/* -> timeouts`. Empty lines and those that begin with `#` say nothing. */
export function fingerprintRules(text: string): FingerprintRules {
  const lines = text.split('\n').map((line) => line.trim());
  const rules: FingerprintRule[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const rule = ruleIn(line);
    if (typeof rule === 'string') return { ok: false, fault: `Line ${at + 1}: ${rule}` };
    rules.push(rule);
  }
  return rules.length > mostRules
    ? { ok: false, fault: `There are ${rules.length} rules; ${mostRules} are the most.` }
    : { ok: true, rules };
}

function ruleIn(line: string): FingerprintRule | string {
  const [left = '', right, ...more] = line.split('->').map((side) => side.trim());
  if (right === undefined || right === '' || more.length > 0) return 'a rule is “what it looks at -> its name”.';
  const parts = wordsIn(left).map(partIn);
  const wrong = parts.find((part) => typeof part === 'string');
  if (typeof wrong === 'string') return wrong;
  if (parts.length === 0) return 'a rule looks at something: type, message, module or path.';
  return { parts: parts.filter((part) => typeof part !== 'string'), fingerprint: right.split(',').map((word) => word.trim()) };
}

/** Words, and what stands in quotation marks: `message:"no room*"`. */
const wordsIn = (text: string): readonly string[] => text.match(/[^\s"]*"[^"]*"|\S+/g) ?? [];

function partIn(word: string): FingerprintPart | string {
  const [, name = '', glob = ''] = /^(\w+):"?(.*?)"?$/.exec(word) ?? [];
  const field = fieldNames.find((each) => each === name);
  if (field === undefined || glob === '') return `“${word}” looks at nothing: write type:, message:, module: or path: and what it is.`;
  return { field, glob };
}

const fieldNames = ['type', 'message', 'module', 'path'] as const satisfies readonly Field[];

/** What the first rule that matches says; null: none does. */
export function ruledFingerprint(event: ErrorEvent, rules: readonly FingerprintRule[]): readonly string[] | null {
  const rule = rules.find(({ parts }) => parts.every(({ field, glob }) => fields[field](event).some((value) => isLike(value, glob))));
  return rule?.fingerprint ?? null;
}

/** Whether a text is as a glob says, large and small letters alike. Linear: each piece is looked for behind the one before. */
export function isLike(value: string, glob: string): boolean {
  const text = value.toLowerCase();
  const [first = '', ...pieces] = glob.toLowerCase().split('*');
  if (pieces.length === 0) return text === first;
  const last = pieces.pop() ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
