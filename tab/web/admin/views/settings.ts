import { card, csrfField, field, statusSentence } from '#kit/html/controls.ts';
import type { Field } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { bareName, settingNames, settingTable } from '../../../rules/settings.ts';
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
    })}${Object.entries(sections).map(([section, title]) => sectionCard(view, section, title))}`,
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

function settingField(name: SettingName, value: unknown): Html {
  const setting: Setting<unknown> = settingTable[name];
  return field({ name, label: setting.effect, help: html`<code>${bareName(name)}</code>`, ...questions[setting.kind](setting, value) });
}

type Question = Pick<Field, 'type' | 'value' | 'options' | 'attributes'>;

const questions: Record<Setting<unknown>['kind'], (setting: Setting<unknown>, value: unknown) => Question> = {
  bool: (_setting, value) => ({ type: 'checkbox', value: value === true }),
  int: (_setting, value) => ({ type: 'text', value: String(value), attributes: { inputmode: 'numeric' } }),
  decimal: (_setting, value) => ({ type: 'text', value: String(value), attributes: { inputmode: 'decimal' } }),
  text: (_setting, value) => ({ type: 'text', value: String(value) }),
  html: (_setting, value) => ({ type: 'textarea', value: String(value), attributes: { rows: 2 } }),
  choice: ({ choices = [] }, value) => ({
    type: 'select',
    value: String(value),
    options: choices.map((choice) => ({ value: choice, label: choice.replaceAll(/[-_]/g, ' ') })),
  }),
  several: (_setting, value) => ({ type: 'text', value: Array.isArray(value) ? value.join(', ') : '' }),
};
