import { card, csrfField, emptyState, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html, HtmlValue } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { FieldOf, FieldValue, Input } from '../../../rules/setup/fields.ts';
import { thingField } from '../../thing-fields.ts';
import { paths } from '../routes.ts';
import { actButton, mayIn, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

/** A kind of thing as its pages need it. */
interface ShownKind {
  readonly name: string;
  readonly title: string;
  readonly one: string;
  readonly say: string;
  readonly fields: Readonly<Record<string, FieldOf<unknown>>>;
  readonly columns: readonly string[];
  readonly laterFields?: readonly string[];
}

interface ShownThing {
  readonly id: number;
  readonly label: string;
  readonly values: Readonly<Record<string, FieldValue>>;
}

interface KindView {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly kind: ShownKind;
  /** What a field may name, by kind. */
  readonly choices: ReadonlyMap<string, readonly ShownThing[]>;
  /** What stands in the form. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Everything of a kind, and a form for one more. */
export function kindPage(view: KindView & { readonly things: readonly ShownThing[] }): Html {
  const { visitor, fault, event, kind, things } = view;
  return tabPage({
    title: kind.title,
    visitor,
    fault,
    event,
    tab: 'setup',
    body: html`${statusSentence({
      state: things.length > 0 ? 'ok' : 'wait',
      sentence: things.length > 0 ? `${kind.title}: ${things.length}.` : `${kind.title}: none yet.`,
      detail: html`${sentenceCase(kind.say)}.${mayIn(visitor, 'view.settings') && html` <a href="${paths.setup(event.slug)}">Back to the set-up</a>`}`,
    })}<div class="r-two start r-wide-first">${listCard(view)}${addCard(view)}</div>`,
  });
}

const sentenceCase = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

function listCard({ visitor, kind, event, things, choices }: KindView & { readonly things: readonly ShownThing[] }): Html {
  if (things.length === 0)
    return emptyState({
      icon: 'list-ul',
      sentence: `No ${kind.one} yet`,
      fact: mayIn(visitor, 'add.team')
        ? html`Add one here, or <a href="${paths.import(event.slug)}">import many at once</a>.`
        : 'Add one here.',
    });
  const columns = kind.columns.flatMap((name) => (kind.fields[name] ? [{ name, of: kind.fields[name] }] : []));
  return card({
    title: kind.title,
    flush: true,
    body: table({
      caption: kind.title,
      columns: [{ label: 'Name' }, ...columns.map(({ of }) => ({ label: of.label, numeric: of.input.kind === 'number' }))],
      rows: things.map((thing) => [
        html`<a href="${paths.setupThing(event.slug, kind.name, thing.id)}"><b>${thing.label}</b></a>`,
        ...columns.map(({ name, of }) => cellOf(thing.values[name], of, choices)),
      ]),
    }),
  });
}

function cellOf(value: FieldValue | undefined, { input }: FieldOf<unknown>, choices: KindView['choices']): HtmlValue {
  const isEmpty = value === undefined || value === null || value === '' || value === false;
  if (isEmpty) return html`<span class="nil">–</span>`;
  if (value === true) return 'yes';
  if (typeof value === 'object') return input.kind === 'refs' ? namesOf(value, choices.get(input.of) ?? []) : null;
  return wordFor(value, input, choices);
}

function wordFor(value: string | number, input: Input, choices: KindView['choices']): HtmlValue {
  if (input.kind === 'choice') return input.choices.find((one) => one.value === value)?.label;
  return input.kind === 'ref' ? choices.get(input.of)?.find(({ id }) => id === value)?.label : value;
}

/** A few by name, many by number. */
function namesOf(ids: readonly number[], things: readonly ShownThing[]): HtmlValue {
  if (ids.length === 0) return html`<span class="nil">none</span>`;
  if (ids.length > 4) return String(ids.length);
  return ids.map((id) => things.find((one) => one.id === id)?.label ?? '–').join(', ');
}

function addCard(view: KindView): Html {
  const { kind, event } = view;
  const left = kind.laterFields ?? [];
  return card({
    title: `Add: ${kind.one}`,
    body: formOf(view, { action: paths.setupKind(event.slug, kind.name), left, label: 'Add' }),
  });
}

/** One thing: its form, what is on record of it, and how to be rid of it. */
export function thingPage(
  view: KindView & {
    readonly thing: ShownThing;
    readonly scores: readonly { readonly round: string | null; readonly score: number; readonly at: Date }[];
  },
): Html {
  const { visitor, fault, event, kind, thing, scores } = view;
  const action = paths.setupThing(event.slug, kind.name, thing.id);
  return tabPage({
    title: thing.label,
    visitor,
    fault,
    event,
    tab: 'setup',
    body: html`${statusSentence({
      state: 'ok',
      sentence: thing.label,
      icon: 'pencil',
      detail: html`${sentenceCase(kind.one)}. <a href="${paths.setupKind(event.slug, kind.name)}">All: ${kind.title.toLowerCase()}</a>`,
    })}<div class="r-two start r-wide-first">${card({
      title: 'Change it',
      body: formOf(view, { action, left: [], label: 'Save' }),
    })}<div class="r-stack">${scores.length > 0 && scoresCard(scores)}${card({
      title: 'Delete it',
      say: 'what is in a draw or has results stays',
      body: actButton({
        action: `${action}/delete`,
        csrf: visitor.csrf,
        label: `Hold 1 s: delete the ${kind.one}`,
        kind: 'danger',
        isHeld: true,
      }),
    })}</div></div>`,
  });
}

function scoresCard(scores: readonly { readonly round: string | null; readonly score: number; readonly at: Date }[]): Html {
  return card({
    title: 'Base score over time',
    flush: true,
    body: table({
      caption: 'Base scores',
      columns: [{ label: 'Since' }, { label: 'Score', numeric: true }],
      rows: scores.map(({ round, score }) => [round ?? 'before the first round', score]),
    }),
  });
}

interface FormView {
  readonly action: string;
  readonly left: readonly string[];
  readonly label: string;
}

function formOf({ kind, visitor, values, choices }: KindView, { action, left, label }: FormView): Html {
  const shown = Object.entries(kind.fields).filter(([name]) => !left.includes(name));
  return html`<form class="r-stack" method="post" action="${action}" data-island="submit-once">${csrfField(visitor.csrf)}${shown.map(
    ([name, of]) => thingField({ name, of, value: values[name] ?? of.fallback, choices }),
  )}<div class="r-buttons"><button class="btn btn-primary">${label}</button></div></form>`;
}
