import { card, csrfField, field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { Addon, App } from '../../../rules/resources.ts';
import { several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, type Visitor } from './frame.ts';

export interface SettingsPage {
  readonly app: App;
  readonly addons: readonly Addon[];
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

export function settingsPage({ app, addons, visitor, fault }: SettingsPage): Html {
  const { name, maintenance } = app;
  return dashboardPage({
    title: 'Settings',
    visitor,
    app: { name, tab: 'settings' },
    body: html`<h1 class="r-title">${maintenance ? `Visitors of ${name} see the maintenance page.` : `${name} is open to its visitors.`}</h1>${faultBanner(fault)}
    <div class="r-two">${card({
      title: 'Address',
      body: html`<p><a href="${app.url}">${app.url}</a></p><p class="r-muted">From a folder with a Procfile: <code>npx rostra deploy --app ${name}</code></p>`,
    })}${card({
      title: 'Maintenance',
      say: 'the dynos go on, visitors wait',
      body: html`<form method="post" action="${paths.maintenance(name)}">${csrfField(visitor.csrf)}<input type="hidden" name="on" value="${maintenance ? '0' : '1'}"><button class="btn btn-outline">${icon('cone-striped')}${maintenance ? 'End maintenance' : 'Show the maintenance page'}</button></form>`,
    })}</div>
    ${card({
      title: 'Remove this app',
      say: 'for good',
      body: html`<p>Its dynos stop, and its config, releases and logs go${addons.length > 0 && html`, with <b>${several(addons.length, 'add-on')} and all their data</b>`}. Nothing brings them back.</p><form class="r-inline" method="post" action="${paths.destroy(name)}">${csrfField(visitor.csrf)}${field({ name: 'confirm', label: html`Type the app's name, <b>${name}</b>`, type: 'text', required: true, attributes: { autocomplete: 'off', spellcheck: 'false' } })}<button class="btn btn-danger">${icon('trash')}Remove ${name}</button></form>`,
    })}`,
  });
}
