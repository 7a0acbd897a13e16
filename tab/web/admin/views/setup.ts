import { card, chip, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Check } from '../../../setup/check-list.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, Visitor } from './frame.ts';

interface SetupView {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly checks: readonly Check[];
  /** Sides are given before the draw. */
  readonly givesSides: boolean;
}

/** What is set up, what is missing, and the way to each. */
export function setupPage(view: SetupView): Html {
  const { visitor, event, checks } = view;
  const missing = checks.filter(({ state }) => state === 'fail').length;
  const doubtful = checks.filter(({ state }) => state === 'late').length;
  return tabPage({
    title: 'Set-up',
    visitor,
    event,
    tab: 'setup',
    body: html`${statusSentence({
      state: missing > 0 ? 'fail' : doubtful > 0 ? 'late' : 'ok',
      sentence:
        missing > 0
          ? `${missing} ${missing === 1 ? 'thing is' : 'things are'} missing before the first round.`
          : 'Everything is there for the first round.',
      detail: doubtful > 0 ? `${doubtful} ${doubtful === 1 ? 'more is' : 'more are'} worth a look.` : 'Nothing looks wrong.',
      actions: buttons(view, missing > 0),
    })}${card({
      title: 'What there is',
      say: 'each line leads to its list',
      flush: true,
      body: table({
        caption: 'What is set up',
        cards: true,
        columns: [{ label: 'What' }, { label: 'State' }, { label: 'How it is' }, { label: 'How many', numeric: true }],
        rows: checks.map(({ kind, title, count, state, says }) => ({
          cells: [
            html`<a href="${paths.setupKind(event.slug, kind)}"><b>${title}</b></a>`,
            chip(state, words[state]),
            says.join(' '),
            count,
          ],
          ...(state === 'fail' ? { state } : {}),
        })),
      }),
    })}`,
  });
}

const words = { ok: 'good', late: 'look', fail: 'missing', idle: 'as you like' } as const;

function buttons({ event, givesSides }: SetupView, isMissing: boolean): Html[] {
  const button = (href: string, label: string, kind: 'primary' | 'outline'): Html =>
    html`<a class="btn btn-${kind}" href="${href}">${label}</a>`;
  return [
    button(paths.import(event.slug), 'Paste or import', isMissing ? 'primary' : 'outline'),
    button(paths.takeAway(event.slug), 'Take away', 'outline'),
    ...(givesSides ? [button(paths.sides(event.slug), 'Sides', 'outline')] : []),
    ...(isMissing || event.round === null ? [] : [button(paths.overview(event.slug), `On with ${event.round.name}`, 'primary')]),
  ];
}
