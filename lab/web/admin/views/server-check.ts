import { card, chip, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { CheckLine } from '../../../rules/server-check.ts';
import { adminPage, type Visitor } from './frame.ts';

const words = { ok: 'well', late: 'look at it', fail: 'mend it' } as const;

/** Each thing that was looked at; what is not well says what to do. */
export function serverCheckPage(lines: readonly CheckLine[], visitor: Visitor): Html {
  const failed = lines.filter(({ state }) => state === 'fail');
  const late = lines.filter(({ state }) => state === 'late');
  const worst = failed[0] ?? late[0];
  return adminPage({
    title: 'Server check',
    visitor,
    place: { area: 'server' },
    body: html`${statusSentence({
      state: failed.length > 0 ? 'fail' : late.length > 0 ? 'late' : 'ok',
      icon: 'hdd-stack',
      sentence: worst ? `${worst.what}: ${worst.words}` : 'Everything is well.',
      detail: worst ? html`Next: <b>${worst.cure}</b>` : 'Next: make a session, or let bots rehearse one.',
    })}${card({
      title: 'What was looked at',
      flush: true,
      body: table({
        caption: 'What was looked at',
        cards: true,
        columns: [{ label: 'What' }, { label: 'State' }, { label: 'How it is' }, { label: 'What to do' }],
        rows: lines.map(({ state, what, words: how, cure }) => ({
          ...(state !== 'ok' && { state }),
          cells: [html`<b>${what}</b>`, chip(state, words[state]), how, cure],
        })),
      }),
    })}`,
  });
}
