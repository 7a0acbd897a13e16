import type { Field } from '#kit/html/controls.ts';
import type { Project, SessionConfig } from '../../game/define-project.ts';
import { field, type FieldSpec } from '../../game/fields.ts';
import { choicesOn, textOf, type Stored } from '../../rules/field-value.ts';
import { headcountStep } from '../../rules/session-plan.ts';
import { languages } from '../../texts/texts.ts';
import { textIn } from './access.ts';
import type { NewSessionPage } from './views/new-session.ts';

interface FormWish {
  /** The recipe's name; the first one when there is none of that name. */
  readonly config: string;
  /** What was typed before, when the form comes back with a fault. */
  readonly typed: unknown;
}

/** The form to make a session of a recipe, with what was typed or the recipe's own values. */
export function newSessionForm(project: Project, { config: name, typed }: FormWish): Pick<NewSessionPage, 'configs' | 'chosen'> {
  const [first] = project.configs;
  const config = project.configs.find((one) => one.name === name) ?? first;
  if (!config) throw new Error('a project has at least one session');
  const step = headcountStep(config.games);
  const questions = editable(config, project).map(({ key, spec, value }) => questionOf({ key, spec, value, typed }));
  const chosen = {
    ...config,
    games: config.games.map(({ game }) => game),
    step,
    participants: textIn(typed, 'num_participants') || Math.max(config.demoParticipants ?? 0, step, 2),
    label: textIn(typed, 'label'),
    questions,
  };
  return { configs: project.configs, chosen };
}

/** What the form asks to be other than in the recipe. A box that is not ticked sends nothing and means no. */
export function changesIn(project: Project, name: string, body: unknown): Record<string, string> {
  const config = project.configs.find((one) => one.name === name);
  return config ? Object.fromEntries(editable(config, project).map(({ key }) => [key, textIn(body, nameOf(key))])) : {};
}

interface Editable {
  readonly key: string;
  readonly spec: FieldSpec;
  readonly value: Stored;
}

/** Objects and lists cannot be typed into a form; the REST API takes them. */
function editable(config: SessionConfig, project: Project): Editable[] {
  const { currency, money } = project;
  const fee = field.float({ label: `Participation fee (${currency.code})` }).spec;
  const point = field.float({ label: `One point is worth (${currency.code})` }).spec;
  return [
    { key: 'participationFee', spec: fee, value: config.participationFee },
    ...(money.points ? [{ key: 'pointValue', spec: point, value: config.pointValue }] : []),
    ...(Object.hasOwn(config.params, 'language') ? [] : [languageChoice(config, project)]),
    ...Object.entries(config.params).flatMap(([key, { spec, value }]) => (spec.kind === 'json' ? [] : [{ key, spec, value }])),
  ];
}

/** The lab's own texts are in these; the author's where `locales/` has them. */
function languageChoice(config: SessionConfig, project: Project): Editable {
  const own = config.language ?? project.language;
  const codes = [...new Set([...languages, ...Object.keys(project.texts), own])].sort();
  const names = Object.fromEntries(codes.map((code) => [code, new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code]));
  return { key: 'language', spec: field.choice(names, { label: 'Language of the pages' }).spec, value: own };
}

const nameOf = (key: string): string => `param.${key}`;

function questionOf({ key, spec, value, typed }: Editable & { readonly typed: unknown }): Field {
  const name = nameOf(key);
  const wasTyped = textIn(typed, 'config') !== '';
  const choices = choicesOn(spec);
  return {
    name,
    label: spec.label ?? key,
    type: typeOf(spec, choices !== null),
    value: wasTyped ? textIn(typed, name) : shown(value),
    required: !spec.optional && spec.widget !== 'checkbox',
    ...(spec.help !== null && { help: spec.help }),
    ...(choices && { options: choices.map((choice) => ({ value: String(choice.value), label: choice.label })) }),
    attributes: spec.kind === 'int' ? { step: 1 } : spec.kind === 'text' || choices ? {} : { inputmode: 'decimal' },
  };
}

function typeOf(spec: FieldSpec, hasChoices: boolean): Field['type'] {
  if (hasChoices) return 'select';
  if (spec.kind === 'bool') return 'checkbox';
  return spec.kind === 'int' ? 'number' : 'text';
}

function shown(value: Stored): string | boolean {
  return typeof value === 'boolean' ? value : value === null ? '' : textOf(value);
}
