import type { ComprehensionSet, FieldSet } from '../game/field-set.ts';
import type { FormReader } from './field-input.ts';
import type { Stored } from './field-value.ts';

/** A field that a page asks for, as far as sets go. */
interface Asked {
  readonly name: string;
  readonly owner: 'player' | 'group';
  readonly spec: { readonly set: FieldSet | null };
}

type Values = Readonly<Record<string, Stored>>;

/** What is known when answers are judged. */
export interface SetJudging {
  readonly say: FormReader['say'];
  /** What is stored of a field so far. */
  readonly stored: (name: string) => Stored;
}

/** What is wrong among answers that are right by themselves, and what comes of those that are not. */
export interface SetOutcome {
  readonly faults: Readonly<Record<string, string>>;
  /** Said of the whole form: how many tries are left. */
  readonly form: string | null;
  /** Set beside the answers when the page is taken. */
  readonly outcomes: Values;
  /** Counted although the page is not taken. */
  readonly tries: Readonly<Record<string, number>>;
}

/** Judges the sets among the fields that a page asks for. */
export function judgeSets(values: Values, fields: readonly Asked[], judging: SetJudging): SetOutcome {
  const faults: Record<string, string> = {};
  const outcomes: Record<string, Stored> = {};
  const tries: Record<string, number> = {};
  let form: string | null = null;
  for (const [set, names] of setsIn(fields)) {
    if (set.kind !== 'comprehension') {
      Object.assign(faults, faultsAmong(set, { names, values, judging }));
      continue;
    }
    const wrong = names.filter((name) => values[name] !== set.right[name]);
    const count = Number(judging.stored(set.tries) ?? 0) + 1;
    Object.assign(outcomes, { [set.tries]: count, [set.understood]: wrong.length === 0 });
    if (wrong.length === 0 || isLast(set, count)) continue;
    Object.assign(faults, Object.fromEntries(wrong.map((name) => [name, judging.say('notRight')])));
    tries[set.tries] = count;
    if (set.maxTries !== null) form = judging.say('triesLeft', { n: set.maxTries - count });
  }
  return { faults, form, outcomes, tries };
}

const isLast = ({ maxTries }: ComprehensionSet, count: number): boolean => maxTries !== null && count >= maxTries;

/** The fields in which sets say how they went. */
export function outcomeFields(fields: readonly Asked[]): { readonly name: string; readonly owner: 'player' | 'group' }[] {
  return [...setsIn(fields).keys()].flatMap((set) => {
    const owner = fields.find((one) => one.spec.set === set)?.owner;
    return set.kind === 'comprehension' && owner ? [set.tries, set.understood].map((name) => ({ name, owner })) : [];
  });
}

function setsIn(fields: readonly Asked[]): Map<FieldSet, string[]> {
  const sets = new Map<FieldSet, string[]>();
  for (const { name, spec } of fields) if (spec.set) sets.set(spec.set, [...(sets.get(spec.set) ?? []), name]);
  for (const [set, names] of sets) names.sort((a, b) => set.names.indexOf(a) - set.names.indexOf(b));
  return sets;
}

interface Answers {
  readonly names: readonly string[];
  readonly values: Values;
  readonly judging: SetJudging;
}

function faultsAmong(set: Exclude<FieldSet, ComprehensionSet>, { names, values, judging: { say } }: Answers): Record<string, string> {
  const last = names.at(-1) ?? '';
  if (set.kind === 'rank') {
    const twice = names.filter((name, at) => names.some((other, before) => before < at && values[other] === values[name]));
    return Object.fromEntries(twice.map((name) => [name, say('placeOnce')]));
  }
  if (set.kind === 'allocate') {
    const sum = names.reduce((all, name) => all + Number(values[name] ?? 0), 0);
    return Math.abs(sum - set.total) < 1e-9 ? {} : { [last]: say('sumIs', { n: set.total }) };
  }
  const switches = names.filter((name, at) => at > 0 && values[name] !== values[names[at - 1] ?? '']);
  const second = switches[1];
  return second === undefined ? {} : { [second]: say('switchOnce') };
}
