import { card, chip, csrfField, emptyState, field, icon, meter, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Addon, AddonUse } from '../../../rules/resources.ts';
import { plans } from '../../../rules/plans.ts';
import { megabytes, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface AddonsPage {
  readonly app: string;
  readonly addons: readonly Addon[];
  /** What of its plan is in use, by its name; null: its server does not say. */
  readonly uses: ReadonlyMap<string, AddonUse | null>;
  /** Those of other apps that this one could use too. */
  readonly others: readonly Addon[];
  readonly visitor: Visitor;
  readonly fault?: PageFault | null;
}

export function addonsPage(page: AddonsPage): Html {
  const { app, addons, visitor, fault } = page;
  return dashboardPage({
    title: 'Add-ons',
    visitor,
    app: { name: app, tab: 'addons' },
    body: html`${statusSentence(headlineOf(app, addons))}${faultBanner(fault)}
    ${addons.length === 0 ? emptyState({ icon: 'database', sentence: 'No add-on', fact: 'A database is made in a second; its address comes to the app as a config var.' }) : addonsCard(page)}
    ${
      visitor.may('change')
        ? html`<div class="r-two start">${card({
            title: 'Add one',
            say: 'its address comes to the app as a config var, and the dynos restart',
            body: html`<form class="r-inline" method="post" action="${paths.addons(app)}">${csrfField(visitor.csrf)}${field({
              name: 'plan',
              label: 'Plan',
              type: 'select',
              value: 'postgres:hobby-dev',
              options: plans.map((plan) => ({ value: `${plan.service}:${plan.name}`, label: planWords(plan) })),
            })}<button class="btn btn-primary">${icon('plus-lg')}Add</button></form>`,
          })}${attachCard(page)}</div>`
        : onlyFor('change')
    }`,
  });
}

function headlineOf(app: string, addons: readonly Addon[]): StatusSentence {
  if (addons.length === 0)
    return {
      state: 'idle',
      sentence: `${app} has no database and no cache of its own.`,
      detail: 'Next: add one below, if it keeps anything.',
    };
  const failed = addons.find(({ state }) => state === 'failed');
  if (failed) return { state: 'fail', sentence: `${failed.name} of ${app} does not work.`, detail: 'The logs of the app say why.' };
  const isReady = addons.every(({ state }) => state === 'available');
  if (!isReady) return { state: 'wait', sentence: `An add-on of ${app} is being made.`, detail: 'Its address reaches the app by itself.' };
  return {
    state: 'ok',
    sentence: `${app} uses ${several(addons.length, 'add-on')}.`,
    detail: 'Their data outlive every release and restart.',
  };
}

function planWords({ service, name, connections, memoryMb }: (typeof plans)[number]): string {
  const limits = [connections === null ? 'no limit' : `${connections} connections`, ...(memoryMb === null ? [] : [`${memoryMb} MB`])];
  return `${serviceNames[service]} ${name} · ${limits.join(', ')}`;
}

const serviceNames = { postgres: 'Postgres', redis: 'Redis', mail: 'Mail', scheduler: 'Scheduler', errors: 'Errors' } as const;

function addonsCard(page: AddonsPage): Html {
  const { app, addons } = page;
  return card({
    title: 'In use',
    flush: true,
    body: table({
      caption: `Add-ons of ${app}`,
      cards: true,
      columns: [
        { label: 'Add-on' },
        { label: 'State' },
        { label: 'Config var' },
        { label: 'Connections', numeric: true },
        { label: 'In use', numeric: true },
        { label: 'Change', hidden: true },
      ],
      rows: addons.map((addon) => addonRow(page, addon)),
    }),
  });
}

const states = { creating: 'wait', available: 'ok', failed: 'fail' } as const;

function addonRow({ app, uses, visitor }: AddonsPage, addon: Addon): TableRow {
  const isOwn = addon.app === app;
  const use = uses.get(addon.name) ?? null;
  return [
    html`<b>${serviceNames[addon.service]}</b> ${addon.plan.replace(/^.*:/, '')}<br><code class="r-muted r-small">${addon.name}</code>${ownerWords(app, addon)}${pageLink(app, addon)}`,
    chip(states[addon.state], addon.state),
    html`<code>${varIn(app, addon)}</code>`,
    use === null ? (addon.connectionLimit ?? nothing) : share(use.connections, use.connectionLimit, String),
    use === null ? nothing : share(use.usedMb, use.limitMb, megabytes),
    visitor.may('change') &&
      (isOwn ? html`${planForm(app, addon, visitor)}${removeForm(app, addon, visitor)}` : detachForm(app, addon, visitor)),
  ];
}

/** The app's own name for where the address is. */
function varIn(app: string, { app: owner, configVar, attachedTo }: Addon): string {
  return owner === app ? configVar : (attachedTo.find((other) => other.app === app)?.configVar ?? configVar);
}

/** Whose it is, and who else uses it. */
function ownerWords(app: string, { app: owner, attachedTo }: Addon): Html | null {
  if (owner !== app) return html`<br><span class="r-small">of <a href="${paths.addons(owner)}">${owner}</a></span>`;
  const others = [...new Set(attachedTo.map((other) => other.app))];
  return others.length === 0 ? null : html`<br><span class="r-small">used by ${others.join(', ')} too</span>`;
}

function pageLink(app: string, { app: owner, service }: Addon): Html | null {
  if (owner === app && service === 'mail') return html`<br><a href="${paths.mails(app)}">What it sent</a>`;
  if (service === 'errors') return html`<br><a href="${paths.errors(app)}">What went wrong</a>`;
  return service === 'scheduler' ? html`<br><a href="${paths.jobs(app)}">Jobs</a>` : null;
}

function detachForm(app: string, addon: Addon, visitor: Visitor): Html {
  return html`<form method="post" action="${paths.detachAddon(app, addon.name)}">${csrfField(visitor.csrf)}<button class="btn btn-outline">Use it no more</button></form>`;
}

function attachCard({ app, others, visitor }: AddonsPage): Html | null {
  if (others.length === 0) return null;
  const options = others.map((other) => ({ value: other.name, label: `${serviceNames[other.service]} ${other.plan} of ${other.app}` }));
  return card({
    title: "Use another app's",
    say: 'both apps then work on the same data',
    body: html`<form class="r-stack" method="post" action="${paths.attachAddon(app)}">${csrfField(visitor.csrf)}${field({ name: 'addon', label: 'Add-on', type: 'select', options })}${field({ name: 'as', label: 'Config var', type: 'text', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'DATABASE' }, help: html`<code>ARCHIVE</code> makes <code>ARCHIVE_URL</code>; left empty, it is as its owner has it.` })}<div class="r-buttons"><button class="btn btn-outline">Attach</button></div></form>`,
  });
}

const nothing = html`<span class="nil">–</span>`;

function share(used: number, limit: number | null, words: (value: number) => string): Html {
  return limit === null ? html`${words(used)}` : meter((used / limit) * 100, `${words(used)} of ${words(limit)}`);
}

/** Other plans of the same service; what does not fit is refused with what would have to be less. */
function planForm(app: string, addon: Addon, visitor: Visitor): Html | null {
  const own = plans.filter(({ service }) => service === addon.service);
  if (own.length < 2 || addon.state !== 'available') return null;
  const options = own.map((plan) => ({ value: `${plan.service}:${plan.name}`, label: planWords(plan) }));
  const value = `${addon.service}:${addon.plan.replace(/^.*:/, '')}`;
  return html`<details class="r-sure"><summary class="btn btn-outline">Change the plan</summary><form class="r-inline" method="post" action="${paths.changeAddon(app, addon.name)}">${csrfField(visitor.csrf)}${field({ name: 'plan', id: `plan-${addon.name}`, label: `Plan of ${addon.name}`, type: 'select', value, options, help: 'Its users go on and keep their address; a smaller plan is refused while more is in use.' })}<button class="btn btn-primary">Change</button></form></details>`;
}

function removeForm(app: string, addon: Addon, visitor: Visitor): Html {
  return html`<details class="r-sure"><summary class="r-icon" aria-label="Remove ${addon.name}" title="Remove ${addon.name}">${icon('trash')}</summary><form class="r-inline" method="post" action="${paths.removeAddon(app, addon.name)}">${csrfField(visitor.csrf)}${field({ name: 'confirm', id: `confirm-${addon.name}`, label: html`Type <b>${app}</b>: its data go for good`, type: 'text', required: true, attributes: { autocomplete: 'off' } })}<button class="btn btn-danger">Remove with its data</button></form></details>`;
}
