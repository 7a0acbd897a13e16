import { card, csrfField, field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ErrorProjectView } from '../../../rules/errors/issue-resources.ts';
import { paths } from '../routes.ts';
import type { Visitor } from './frame.ts';

export interface ErrorSettings {
  readonly app: string;
  readonly project: ErrorProjectView;
  readonly visitor: Visitor;
}

/** When somebody is told of errors, and which of them are one. */
export function errorSettingsCards(settings: ErrorSettings): Html | null {
  return settings.visitor.may('change') ? html`<div class="r-two start">${alertsCard(settings)}${rulesCard(settings)}</div>` : null;
}

function alertsCard({ app, project: { alerts }, visitor }: ErrorSettings): Html {
  const { times, people, crashFreePercent } = alerts;
  const number = (name: string, label: string, value: number | undefined | null): Html =>
    field({ name, label, type: 'number', value: value == null ? '' : String(value), attributes: { min: 1, autocomplete: 'off' } });
  return card({
    title: 'When you are told',
    say: 'new ones and those that are back: at once',
    body: html`<form class="r-stack" method="post" action="${paths.errorSettings(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="what" value="alerts">
    <div class="r-inline">${number('times', 'One error so often', times?.count)}${number('timesMinutes', 'in minutes', times?.minutes)}</div>
    <div class="r-inline">${number('people', 'One error to so many people', people?.count)}${number('peopleMinutes', 'in minutes', people?.minutes)}</div>
    ${number('crashFree', 'Fewer sessions without a crash than, in %', crashFreePercent)}
    <p class="r-muted">What is empty is not watched.</p><div class="r-buttons"><button class="btn btn-outline">${icon('check-lg')}Watch</button></div></form>`,
  });
}

function rulesCard({ app, project: { rules }, visitor }: ErrorSettings): Html {
  const area = field({
    name: 'rules',
    label: 'A rule a line',
    type: 'textarea',
    value: rules,
    attributes: { rows: 6, autocomplete: 'off', spellcheck: 'false', placeholder: 'type:TimeoutError path:games/* -> timeouts' },
    help: 'type:, message:, module: and path: with * for anything, then -> and a name. The first that matches counts, for events from now on.',
  });
  return card({
    title: 'Which errors are one',
    say: rules === '' ? 'those that break in the same way' : 'by rules of yours',
    body: html`<form class="r-stack" method="post" action="${paths.errorSettings(app)}">${csrfField(visitor.csrf)}<input type="hidden" name="what" value="rules">${area}<div class="r-buttons"><button class="btn btn-outline">${icon('check-lg')}Use these rules</button></div></form>`,
  });
}
