import { card, csrfField, emptyState, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import { several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, type Visitor } from './frame.ts';

export interface ConfigPage {
  readonly app: string;
  readonly vars: readonly MaskedVar[];
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
  /** What was typed when it did not work. */
  readonly typed?: { readonly name: string; readonly value: string };
}

/** A config var as a passer-by may see it. `value` only where the person asked to see it. */
export interface MaskedVar {
  readonly name: string;
  readonly masked: string;
  readonly value: string | null;
}

export function configPage({ app, vars, visitor, fault, typed }: ConfigPage): Html {
  return dashboardPage({
    title: 'Config',
    visitor,
    app: { name: app, tab: 'config' },
    body: html`${statusSentence({ state: vars.length === 0 ? 'idle' : 'ok', icon: 'key', sentence: `${app} reads ${several(vars.length, 'config var')} from its environment.`, detail: 'A change makes a release and restarts the dynos one after the other.' })}${faultBanner(fault)}
    ${vars.length === 0 ? emptyState({ icon: 'key', sentence: 'No config var is set', fact: 'Addresses of add-ons, keys and switches of the app go here, not into its code.' }) : varsCard(app, vars, visitor)}
    ${card({
      title: 'Set a value',
      say: 'the name in capitals, as the app reads it from its environment',
      body: html`<form class="r-inline" method="post" action="${paths.config(app)}">${csrfField(visitor.csrf)}${field({ name: 'name', label: 'Name', type: 'text', value: typed?.name ?? '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'MAIL_FROM' } })}${field({ name: 'value', label: 'Value', type: 'text', value: typed?.value ?? '', attributes: { autocomplete: 'off', spellcheck: 'false' } })}<button class="btn btn-primary">Set and restart</button></form>`,
    })}`,
  });
}

function varsCard(app: string, vars: readonly MaskedVar[], visitor: Visitor): Html {
  return card({
    title: 'Values',
    say: 'hidden until you ask',
    flush: true,
    body: table({
      caption: `Config vars of ${app}`,
      cards: true,
      columns: [{ label: 'Name' }, { label: 'Value' }, { label: 'Remove', hidden: true }],
      rows: vars.map((item) => varRow(app, item, visitor)),
    }),
  });
}

function varRow(app: string, { name, masked, value }: MaskedVar, visitor: Visitor): TableRow {
  const shown =
    value === null
      ? html`<code class="r-muted">${masked}</code> <a class="r-small" href="?reveal=${encodeURIComponent(name)}#${name}">Show</a>`
      : html`<code class="r-wrap">${value}</code> <a class="r-small" href="${paths.config(app)}#${name}">Hide</a>`;
  return {
    id: name,
    cells: [
      html`<code class="r-strong">${name}</code>`,
      shown,
      html`<form method="post" action="${paths.unsetConfig(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="name" value="${name}"><button class="r-icon" aria-label="Remove ${name}" title="Remove ${name}">${icon('trash')}</button></form>`,
    ],
  };
}
