import { card, chip, csrfField, field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { ownKeyName, type ErrorKey } from '../../../rules/errors/error-keys.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import type { Visitor } from './frame.ts';

export interface ErrorKeys {
  readonly app: string;
  readonly keys: readonly ErrorKey[];
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** With which keys reports are taken: made, renewed, switched off. */
export function errorKeysCard(page: ErrorKeys): Html | null {
  const { app, keys, visitor } = page;
  if (!visitor.may('change')) return null;
  const columns = [{ label: 'Key' }, { label: 'State' }, { label: 'For pages in a browser' }, { label: 'Change', hidden: true }];
  const name = field({
    name: 'name',
    label: 'Name of one more',
    type: 'text',
    value: '',
    required: true,
    attributes: { autocomplete: 'off', spellcheck: 'false', maxlength: 40, placeholder: 'browser' },
  });
  return card({
    title: 'Keys',
    say: 'a new one never interrupts: the one before goes on until you switch it off',
    flush: true,
    body: html`${table({ caption: `Keys of ${app}`, cards: true, columns, rows: keys.map((key) => keyRow(page, key)) })}
    <form class="r-inline r-pad" method="post" action="${paths.errorKeys(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="what" value="add">${name}<button class="btn btn-outline">${icon('plus-lg')}Make a key</button></form>`,
  });
}

function keyRow({ app, visitor, nowMs }: ErrorKeys, { name, browserDsn, offAt }: ErrorKey): readonly (string | Html)[] {
  const isOwn = name === ownKeyName;
  const button = (what: string, label: string): Html =>
    html`<button class="btn btn-outline btn-sm" name="what" value="${what}" aria-label="${label}: ${name}">${label}</button>`;
  const turn = offAt === null ? button('off', 'Switch off') : button('on', 'Switch on');
  return [
    html`<b>${name}</b>${isOwn && html`<br><span class="r-muted r-small">in SENTRY_DSN; a new one comes with a release</span>`}`,
    offAt === null
      ? chip('ok', 'on')
      : html`${chip('idle', 'off')} <time class="r-muted" datetime="${offAt}">${clockTime(offAt, nowMs)}</time>`,
    html`<code class="r-wrap">${browserDsn}</code>`,
    html`<form class="r-buttons" method="post" action="${paths.errorKeys(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="name" value="${name}">${offAt === null && button('rotate', 'Renew')}${!isOwn && turn}</form>`,
  ];
}
