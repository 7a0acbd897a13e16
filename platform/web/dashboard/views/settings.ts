import { card, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { Addon, App } from '../../../rules/resources.ts';
import { several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, type Visitor } from './frame.ts';

export interface SettingsPage {
  readonly app: App;
  readonly addons: readonly Addon[];
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

export function settingsPage({ app, addons, visitor, fault }: SettingsPage): Html {
  const { name, maintenance, release } = app;
  const hasWhatReturns = release !== null || addons.length > 0;
  return dashboardPage({
    title: 'Settings',
    visitor,
    app: { name, tab: 'settings' },
    body: html`${statusSentence(headlineOf(app))}${faultBanner(fault)}
    <div class="r-two">${card({
      title: 'Address',
      body: html`<p><a href="${app.url}">${app.url}</a></p><p class="r-muted">A new release: <code>npx rostra deploy FOLDER --app ${name}</code></p>`,
    })}${card({
      title: 'Maintenance',
      say: 'the dynos go on, visitors wait',
      body: html`<form method="post" action="${paths.maintenance(name)}">${csrfField(visitor.csrf)}<input type="hidden" name="on" value="${maintenance ? '0' : '1'}"><button class="btn btn-outline">${icon('cone-striped')}${maintenance ? 'End maintenance' : 'Show the maintenance page'}</button></form>`,
    })}</div>
    ${
      visitor.may('change') &&
      card({
        title: 'Remove this app',
        body: html`<p>Its dynos stop, and its config, releases and logs go${addons.length > 0 && html`, with <b>${several(addons.length, 'add-on')} and all their data</b>`}.${hasWhatReturns && html` For seven days <code>npx rostra apps:restore ${name}</code> brings it back, its data from a last backup.`}</p><form class="r-inline" method="post" action="${paths.destroy(name)}">${csrfField(visitor.csrf)}${field({ name: 'confirm', label: html`Type the app's name, <b>${name}</b>`, type: 'text', required: true, attributes: { autocomplete: 'off', spellcheck: 'false' } })}${holdButton(html`${icon('trash')}Hold 1 s: remove ${name}`)}</form>`,
      })
    }`,
  });
}

function headlineOf({ name, maintenance, dynos }: App): StatusSentence {
  if (maintenance)
    return {
      state: 'late',
      sentence: `Visitors of ${name} see the maintenance page.`,
      detail: html`Its dynos go on and keep what they have. Next: <b>end maintenance</b> when the work is done.`,
    };
  if (dynos.up === 0) return { state: 'idle', sentence: `${name} has no dyno that runs.`, detail: 'Its address says so to visitors.' };
  return {
    state: 'ok',
    sentence: `${name} is open to its visitors.`,
    detail: 'Maintenance shows them a page of its own; the dynos go on.',
  };
}
