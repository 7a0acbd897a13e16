import type { HTMLElement } from 'node-html-parser';
import { unreachable } from '#kit/errors/invariant.ts';
import type { Random } from '#kit/math/random.ts';

/** A form as a person meets it. */
export interface Form {
  /** As written: relative to the page; empty is the page itself. */
  readonly action: string;
  readonly controls: readonly Control[];
  /** `name=value` of the button that is pressed, when it has a name. */
  readonly button: readonly [string, string] | null;
}

export type Control =
  | { readonly kind: 'fixed'; readonly name: string; readonly value: string }
  | { readonly kind: 'choice'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'tick'; readonly name: string; readonly value: string; readonly isRequired: boolean }
  | { readonly kind: 'number'; readonly name: string; readonly min: number; readonly max: number; readonly step: number }
  | { readonly kind: 'text'; readonly name: string };

/** What the form asks for; `root` is the page, where controls may stand that belong to the form. */
export function readForm(form: HTMLElement, root: HTMLElement): Form {
  const id = form.getAttribute('id');
  const outside = id === undefined ? [] : root.querySelectorAll(`[form="${id}"]`);
  const elements = [...form.querySelectorAll('input, select, textarea, button'), ...outside];
  const enabled = elements.filter((each) => !each.hasAttribute('disabled'));
  const button = enabled.find((each) => isButton(each) && each.getAttribute('name') !== undefined);
  return {
    action: form.getAttribute('action') ?? '',
    controls: [...radios(enabled), ...enabled.flatMap((each) => controlOf(each))],
    button: button === undefined ? null : [button.getAttribute('name') ?? '', button.getAttribute('value') ?? ''],
  };
}

function isButton(element: HTMLElement): boolean {
  return element.tagName === 'BUTTON' ? (element.getAttribute('type') ?? 'submit') === 'submit' : element.getAttribute('type') === 'submit';
}

function radios(elements: readonly HTMLElement[]): Control[] {
  const all = elements.filter((each) => each.getAttribute('type') === 'radio');
  const byName = Map.groupBy(all, (each) => each.getAttribute('name') ?? '');
  return [...byName].map(([name, group]) => ({
    kind: 'choice',
    name,
    values: group.map((each) => each.getAttribute('value') ?? 'on'),
  }));
}

function controlOf(element: HTMLElement): Control[] {
  const name = element.getAttribute('name');
  if (name === undefined || name === '' || element.tagName === 'BUTTON') return [];
  if (element.tagName === 'TEXTAREA') return [{ kind: 'text', name }];
  if (element.tagName === 'SELECT') return [{ kind: 'choice', name, values: optionsOf(element) }];
  return inputOf(element, name);
}

type InputReader = (element: HTMLElement, name: string) => Control[];

const readFixed: InputReader = (element, name) => [{ kind: 'fixed', name, value: element.getAttribute('value') ?? '' }];
const readTick: InputReader = (element, name) => {
  const value = element.getAttribute('value') ?? 'on';
  return [{ kind: 'tick', name, value, isRequired: element.hasAttribute('required') }];
};
const readNumber: InputReader = (element, name) => [numberOf(element, name)];
const readText: InputReader = (element, name) => [isNumeric(element) ? numberOf(element, name) : { kind: 'text', name }];
const readNothing: InputReader = () => [];

/** By type; every other type is text to a person. Radio buttons are read together. */
const inputReaders: Readonly<Record<string, InputReader>> = {
  hidden: readFixed,
  checkbox: readTick,
  number: readNumber,
  range: readNumber,
  radio: readNothing,
  submit: readNothing,
  button: readNothing,
  file: readNothing,
};

function inputOf(element: HTMLElement, name: string): Control[] {
  const read = inputReaders[element.getAttribute('type') ?? 'text'] ?? readText;
  return read(element, name);
}

const isNumeric = (element: HTMLElement): boolean => {
  const mode = element.getAttribute('inputmode');
  return mode === 'numeric' || mode === 'decimal';
};

function numberOf(element: HTMLElement, name: string): Control {
  const step = Number(element.getAttribute('step') ?? element.getAttribute('data-step'));
  const min = Number(element.getAttribute('min') ?? element.getAttribute('data-min') ?? 0);
  const given = element.getAttribute('max') ?? element.getAttribute('data-max');
  return { kind: 'number', name, min, max: given === undefined ? min + 100 : Number(given), step: step > 0 ? step : 1 };
}

function optionsOf(select: HTMLElement): string[] {
  const options = select.querySelectorAll('option').filter((each) => !each.hasAttribute('disabled'));
  const values = options.map((each) => each.getAttribute('value') ?? each.text);
  const chosen = values.filter((value) => value !== '');
  return chosen.length > 0 ? chosen : values;
}

/** Answers that the form's own rules allow, by chance; the fields in the order a browser sends them. */
export function answersTo(form: Form, random: Random): [string, string][] {
  const answers = form.controls.flatMap((control): [string, string][] => answerTo(control, random));
  return form.button === null ? answers : [...answers, [...form.button]];
}

function answerTo(control: Control, random: Random): [string, string][] {
  switch (control.kind) {
    case 'fixed':
      return [[control.name, control.value]];
    case 'choice':
      return [[control.name, control.values[random.below(control.values.length)] ?? '']];
    case 'tick':
      return control.isRequired || random.below(2) === 1 ? [[control.name, control.value]] : [];
    case 'number': {
      const steps = Math.max(0, Math.floor((control.max - control.min) / control.step + 1e-9));
      return [[control.name, decimal(control.min + random.below(steps + 1) * control.step)]];
    }
    case 'text':
      return [[control.name, `answer ${random.below(1_000)}`]];
    default:
      return unreachable(control);
  }
}

/** 0.1 + 0.2 is typed as 0.3. */
const decimal = (value: number): string => String(Math.round(value * 1e6) / 1e6);
