import { card, csrfField, field, statusSentence } from '#kit/html/controls.ts';
import type { Field } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { bundles } from '../../../rules/presets/bundles.ts';
import { formatPresets } from '../../../rules/presets/formats.ts';
import { waitOf } from '../../../rules/setting-waits.ts';
import { bareName, isSettingName, settingNames, settingTable } from '../../../rules/settings.ts';
import type { Setting, SettingName } from '../../../rules/settings.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface SettingsView {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  /** By name without section. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly changed: Readonly<Record<string, unknown>>;
}

/** The sections in the order that they matter on the day. */
const sections = {
  public_features: 'What the public sees',
  data_entry: 'Who enters what',
  debate_rules: 'Debates',
  scoring: 'Scores',
  draw_rules: 'Draws and allocation',
  standings: 'Standings',
  tab_release: 'Release of the tab',
  motions: 'Motions',
  ui_options: 'Screens',
  feedback: 'Adjudicators’ scores',
  registration: 'Registration',
  email: 'E-mails',
} as const;

export function settingsPage(view: SettingsView): Html {
  const { visitor, fault, event, changed } = view;
  return tabPage({
    title: 'Settings',
    visitor,
    fault,
    event,
    tab: 'settings',
    body: html`${statusSentence({
      state: 'ok',
      sentence: `${Object.keys(changed).length} settings differ from the defaults.`,
      detail: 'Settings that cannot be true together are refused when they are saved.',
    })}${presetsCard(event)}${Object.entries(sections).map(([section, title]) => sectionCard(view, section, title))}`,
  });
}

function sectionCard({ event, visitor, values, changed }: SettingsView, section: string, title: string): Html {
  const names = settingNames.filter((name) => name.startsWith(`${section}.`));
  const count = names.filter((name) => Object.hasOwn(changed, name)).length;
  return card({
    title,
    say: count > 0 ? `${count} changed` : 'as by default',
    id: section,
    body: html`<details${section === 'public_features' && html` open`}><summary>${names.length} settings</summary><form class="r-stack" method="post" action="${paths.settings(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="section" value="${section}">
<div class="r-settings">${names.map((name) => settingField(name, values.get(bareName(name))))}</div>
<div class="r-buttons"><button class="btn btn-outline">Save</button></div></form></details>`,
  });
}

/** Presets and bundles: each is looked at before anything changes. */
function presetsCard({ slug }: Event): Html {
  const link = ([name, { title }]: readonly [string, { readonly title: string }]): Html =>
    html`<li><a href="${paths.preset(slug, name)}">${title}</a></li>`;
  return card({
    title: 'Presets',
    say: 'many settings at once, looked at first',
    body: html`<div class="r-two start"><div><h3>On an occasion</h3><ul>${Object.entries(bundles).map(link)}</ul></div><details><summary>All the rules of a format</summary><ul>${Object.entries(formatPresets).map(link)}</ul></details></div>`,
  });
}

interface PresetView {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly preset: { readonly title: string; readonly does: string };
  readonly proposed: readonly { readonly name: string; readonly now: unknown; readonly proposed: unknown; readonly isDifferent: boolean }[];
}

/** All that a preset sets, what would change first; each value may be another one before it is saved. */
export function presetPage({ visitor, event, preset, proposed }: PresetView): Html {
  const fields = proposed.flatMap((one) => (isSettingName(one.name) ? [{ ...one, name: one.name }] : []));
  const changes = fields.filter(({ isDifferent }) => isDifferent);
  const same = fields.filter(({ isDifferent }) => !isDifferent);
  const question = ({ name, now, proposed: value, isDifferent }: (typeof fields)[number]): Html =>
    html`<input type="hidden" name="setting" value="${name}">${settingField(name, value, isDifferent ? html`now: <b>${valueWords(now)}</b>` : null)}`;
  return tabPage({
    title: preset.title,
    visitor,
    event,
    tab: 'settings',
    body: html`${statusSentence({
      state: changes.length > 0 ? 'wait' : 'ok',
      sentence:
        changes.length > 0 ? `${preset.title}: ${changes.length} settings would change.` : `${preset.title}: everything is set so already.`,
      detail: html`${preset.does} <a href="${paths.settings(event.slug)}">Back to the settings</a>`,
    })}${card({
      title: 'What would change',
      body: html`<form class="r-stack" method="post" action="${paths.settings(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}
<div class="r-settings">${changes.map(question)}</div>${same.length > 0 && html`<details><summary>${same.length} more are set so already</summary><div class="r-settings">${same.map(question)}</div></details>`}
<div class="r-buttons"><button class="btn btn-primary">Save these settings</button></div></form>`,
    })}`,
  });
}

function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function settingField(name: SettingName, value: unknown, now: Html | null = null): Html {
  const setting: Setting<unknown> = settingTable[name];
  const help = html`${now && html`${now} · `}<code>${bareName(name)}</code>${waitOf(name) && html` · ${waitOf(name)}`}`;
  if (setting.kind === 'several') return severalField({ name, setting, value, help });
  return field({ name, label: setting.effect, help, ...questions[setting.kind](setting, value) });
}

interface SeveralField {
  readonly name: SettingName;
  readonly setting: Setting<unknown>;
  readonly value: unknown;
  readonly help: Html;
}

/** A menu for each place, because the order counts. */
function severalField({ name, setting, value, help }: SeveralField): Html {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const { choices = [], most = chosen.length } = setting;
  const places = Array.from({ length: Math.max(most, chosen.length) }, (_place, index) => index);
  const options = [{ value: '', label: '–' }, ...choices.map((choice) => ({ value: choice, label: choice.replaceAll(/[-_]/g, ' ') }))];
  return html`<fieldset class="r-field"><legend>${setting.effect}</legend>${places.map(
    (place) =>
      html`<select class="form-select r-input" name="${name}" aria-label="${setting.effect}, place ${place + 1}">${options.map((option) => html`<option value="${option.value}"${option.value === (chosen[place] ?? '') && html` selected`}>${option.label}</option>`)}</select>`,
  )}<span class="r-help">${help}</span></fieldset>`;
}

type Question = Pick<Field, 'type' | 'value' | 'options' | 'attributes'>;

const questions: Record<Exclude<Setting<unknown>['kind'], 'several'>, (setting: Setting<unknown>, value: unknown) => Question> = {
  bool: (_setting, value) => ({ type: 'checkbox', value: value === true }),
  int: (_setting, value) => ({ type: 'text', value: String(value), attributes: { inputmode: 'numeric' } }),
  decimal: (_setting, value) => ({ type: 'text', value: String(value), attributes: { inputmode: 'decimal' } }),
  text: (_setting, value) =>
    String(value).includes('\n')
      ? { type: 'textarea', value: String(value), attributes: { rows: 4 } }
      : { type: 'text', value: String(value) },
  html: (_setting, value) => ({ type: 'textarea', value: String(value), attributes: { rows: 2 } }),
  choice: ({ choices = [] }, value) => ({
    type: 'select',
    value: String(value),
    options: choices.map((choice) => ({ value: choice, label: choice.replaceAll(/[-_]/g, ' ') })),
  }),
};
