import { BadProject, BadSession } from '../errors.ts';
import type { PlayableGame } from '../game/definition.ts';
import type { SessionConfig } from '../game/define-project.ts';
import { Field, field, type FieldSpec } from '../game/fields.ts';
import { readField, type FormReader } from './field-input.ts';
import { storedValue, textOf, type Stored } from './field-value.ts';
import { headcountStep } from './session-plan.ts';

/** A custom parameter: what it may be, and what it is unless somebody says otherwise. */
export interface Param {
  readonly spec: FieldSpec;
  readonly value: Stored;
}

export type Params = Readonly<Record<string, Param>>;

interface ParamSource {
  readonly name: string;
  readonly games: readonly PlayableGame[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A recipe's parameters: its own in their order, then those that only its games declare. Throws when one has no value. */
export function sessionParams({ name, games, params = {} }: ParamSource): Params {
  const own = Object.entries(params).map(([key, given]): [string, Param] => [key, paramOf(given)]);
  const result: Record<string, Param> = Object.fromEntries(own);
  for (const { game } of games) {
    for (const [key, spec] of Object.entries(game.fields.config)) {
      const known = result[key] ?? { spec, value: stored(spec.initial) };
      const isTold = key in params && !(params[key] instanceof Field);
      if (known.value === null && !known.spec.optional)
        throw new BadProject(`the session ${name} has no value for the parameter ${key} of the game ${game.name}`);
      result[key] = isTold ? { spec, value: known.value } : known;
    }
  }
  return result;
}

function paramOf(given: unknown): Param {
  if (given instanceof Field) return { spec: given.spec, value: stored(given.spec.initial) };
  return { spec: specOf(given), value: stored(given) };
}

/** The control follows the default: a box for yes and no, a whole number, a number, text. */
function specOf(value: unknown): FieldSpec {
  if (typeof value === 'boolean') return field.bool({ widget: 'checkbox' }).spec;
  if (typeof value === 'number') return (Number.isInteger(value) ? field.int({ min: null }) : field.float({ min: null })).spec;
  return typeof value === 'string' ? field.text().optional().spec : field.json().spec;
}

function stored(value: unknown): Stored {
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isScalar || (typeof value === 'object' && value !== null) ? value : null;
}

/** A language as BCP 47 writes it: `de`, `pt-BR`. */
export const isLanguage = (language: string): boolean => /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(language);

/** What every session has beside its parameters and may be given another value when it is made. */
const amounts = ['participationFee', 'pointValue'] as const;

/** The configuration that a new session keeps for good: the recipe's, with what was changed. Throws BadSession naming the parameter. */
export function frozenConfig(config: SessionConfig, changes: Readonly<Record<string, unknown>>, reader: FormReader) {
  const { name, displayName, participationFee, pointValue, language } = config;
  const params = Object.entries(config.params).map(([key, param]) => [key, param.value]);
  const values: Record<string, unknown> = {
    name,
    displayName,
    participationFee,
    pointValue,
    ...(language !== null && { language }),
    ...Object.fromEntries(params),
  };
  for (const [key, given] of Object.entries(changes))
    values[key] = isOwnLanguage(key, config) ? changedLanguage(given, config) : changedValue({ key, given, config, reader });
  return values;
}

function changedValue({ key, given, config, reader }: Change): Stored {
  const spec = amounts.some((amount) => amount === key) ? field.float().spec : config.params[key]?.spec;
  if (!spec) {
    const names = [...amounts, ...Object.keys(config.params)].join(', ');
    throw new BadSession(key, `A session of ${config.name} cannot be made with its own ${key}.`, `These can be changed: ${names}.`);
  }
  if (spec.kind === 'json') return storedValue(given, spec, { name: key, moneyPlaces: reader.moneyPlaces });
  const typed = given === null || given === undefined ? '' : textOf(given);
  const text = spec.kind === 'int' ? typed.replace(/\.0+$/, '') : typed; // 1.0 is a whole number too
  const read = readField(text, spec, reader);
  if (!read.ok) throw new BadSession(key, `The parameter ${key} cannot be "${text}".`, read.fault);
  return read.value;
}

/** A parameter of that name is the author's own. */
const isOwnLanguage = (key: string, { params }: SessionConfig): boolean => key === 'language' && !Object.hasOwn(params, key);

function changedLanguage(given: unknown, config: SessionConfig): string | null {
  if (given === null || given === undefined || given === '') return config.language;
  if (typeof given === 'string' && isLanguage(given)) return given;
  throw new BadSession('language', `"${textOf(given).slice(0, 40)}" is no language.`, 'Write it like en, de or pt-BR.');
}

interface Change {
  readonly key: string;
  readonly given: unknown;
  readonly config: SessionConfig;
  readonly reader: FormReader;
}

/** Throws unless a demo of this recipe can be grouped. */
export function checkParticipants(name: string, games: readonly PlayableGame[], participants: number): void {
  const step = headcountStep(games);
  if (Number.isInteger(participants) && participants >= 1 && participants % step === 0) return;
  throw new BadProject(`demoParticipants of the session ${name} must be a multiple of ${step}`, {
    at: `demoParticipants: ${participants}`,
    cure: `Its games need groups that are all full: set it to ${Math.max(1, Math.ceil(participants / step)) * step}.`,
  });
}
