import { card, csrfField, emptyState, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import { several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

/** What was typed when it did not work. */
export interface ConfigTyped {
  readonly typed?: { readonly name: string; readonly value: string };
  readonly pasted?: string;
}

export interface ConfigPage extends ConfigTyped {
  readonly app: string;
  readonly vars: readonly MaskedVar[];
  /** Of all vars together: a change made beside another one is refused. */
  readonly version: number;
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

/** A config var as a passer-by may see it. `value` only where the person asked to see it. */
export interface MaskedVar {
  readonly name: string;
  readonly value: string | null;
}

export function configPage(page: ConfigPage): Html {
  const { app, vars, visitor, fault } = page;
  const mayChange = visitor.may('change');
  return dashboardPage({
    title: 'Config',
    visitor,
    app: { name: app, tab: 'config' },
    body: html`${statusSentence({ state: vars.length === 0 ? 'idle' : 'ok', icon: 'key', sentence: `${app} reads ${several(vars.length, 'config var')} from its environment.`, detail: 'A change makes a release and restarts the dynos one after the other.' })}${faultBanner(fault)}
    ${vars.length === 0 ? emptyState({ icon: 'key', sentence: 'No config var is set', fact: 'Addresses of add-ons, keys and switches of the app go here, not into its code.' }) : varsCard(page)}
    ${mayChange ? html`<div class="r-two start">${setCard(page)}${pasteCard(page)}</div>` : onlyFor('change')}`,
  });
}

/** What the form was made beside. */
function hidden({ visitor, version }: ConfigPage): Html {
  return html`${csrfField(visitor.csrf)}<input type="hidden" name="seen" value="${version}">`;
}

function setCard(page: ConfigPage): Html {
  const { app, typed } = page;
  return card({
    title: 'Set a value',
    say: 'the name in capitals, as the app reads it from its environment',
    body: html`<form class="r-stack" method="post" action="${paths.config(app)}">${hidden(page)}${field({ name: 'name', label: 'Name', type: 'text', value: typed?.name ?? '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'MAIL_FROM' } })}${field({ name: 'value', label: 'Value', type: 'text', value: typed?.value ?? '', attributes: { autocomplete: 'off', spellcheck: 'false' } })}<div class="r-buttons"><button class="btn btn-primary">Set and restart</button></div></form>`,
  });
}

function pasteCard(page: ConfigPage): Html {
  const { app, pasted } = page;
  return card({
    title: 'Paste many',
    say: 'lines of a .env file: one release, one restart',
    body: html`<form class="r-stack" method="post" action="${paths.pasteConfig(app)}">${hidden(page)}${field({ name: 'lines', label: 'NAME=value, one a line', type: 'textarea', value: pasted ?? '', required: true, attributes: { rows: 5, autocomplete: 'off', spellcheck: 'false' }, help: 'Quotes around a value and lines that begin with # are left out. What is not named stays.' })}<div class="r-buttons"><button class="btn btn-outline">${icon('clipboard-check')}Set all and restart</button></div></form>`,
  });
}

function varsCard(page: ConfigPage): Html {
  return card({
    title: 'Values',
    say: page.visitor.may('change') ? 'hidden until you ask; who looks stands in the audit log' : 'hidden',
    flush: true,
    body: table({
      caption: `Config vars of ${page.app}`,
      cards: true,
      columns: [{ label: 'Name' }, { label: 'Value' }, { label: 'Remove', hidden: true }],
      rows: page.vars.map((item) => varRow(page, item)),
    }),
  });
}

/** As many dots for every value: even its length says nothing. */
const masked = html`<code class="r-muted">••••••••</code>`;

function varRow(page: ConfigPage, { name, value }: MaskedVar): TableRow {
  const label = html`<code class="r-strong">${name}</code>`;
  if (!page.visitor.may('change')) return { id: name, cells: [label, masked, null] };
  return { id: name, cells: [label, value === null ? showForm(page, name) : changeForm(page, { name, value }), removeForm(page, name)] };
}

function showForm(page: ConfigPage, name: string): Html {
  return html`<form class="r-inline-form" method="post" action="${paths.revealConfig(page.app)}#${name}">${csrfField(page.visitor.csrf)}<input type="hidden" name="name" value="${name}">${masked} <button class="r-link r-small" aria-label="Show or change ${name}">Show or change</button></form>`;
}

function changeForm(page: ConfigPage, { name, value }: { readonly name: string; readonly value: string }): Html {
  return html`<form class="r-inline" method="post" action="${paths.config(page.app)}">${hidden(page)}<input type="hidden" name="name" value="${name}">${field({ name: 'value', id: `value-${name}`, label: html`<span class="r-sr">Value of ${name}</span>`, type: 'text', value, attributes: { autocomplete: 'off', spellcheck: 'false', autofocus: true } })}<button class="btn btn-outline">Change and restart</button> <a href="${paths.config(page.app)}#${name}">Hide</a></form>`;
}

function removeForm(page: ConfigPage, name: string): Html {
  return html`<form method="post" action="${paths.unsetConfig(page.app)}">${hidden(page)}<input type="hidden" name="name" value="${name}"><button class="r-icon" aria-label="Remove ${name}" title="Remove ${name}">${icon('trash')}</button></form>`;
}
