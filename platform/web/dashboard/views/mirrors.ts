import { card, chip, csrfField, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { dynoSizes, sizeTitle } from '../../../rules/dyno-sizes.ts';
import type { Mirror } from '../../../rules/mirror.ts';
import { several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, holdButton, onlyFor, type Visitor } from './frame.ts';

export interface MirrorsPage {
  readonly app: string;
  readonly url: string;
  /** Of the app, or the app itself as one. */
  readonly mirrors: readonly Mirror[];
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  /** The name, when it was refused. */
  readonly typed: string;
  /** Of a door that was just made: shown this once. */
  readonly told: { readonly app: string; readonly user: string; readonly password: string } | null;
}

/** A second app on the same data: made in one form, held beside its primary, put in its place. */
export function mirrorsPage(page: MirrorsPage): Html {
  const { app, mirrors, visitor, fault, told } = page;
  return dashboardPage({
    title: 'Mirror',
    visitor,
    app: { name: app, tab: 'mirrors' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}${told !== null && passwordCard(told)}
    ${mirrors.length === 0 && emptyState({ icon: 'layers-half', sentence: 'One door for the public, one for the desk', fact: 'When a draw is released everybody comes at once. Who runs the event works on the mirror meanwhile, on the same data and with a line of its own.' })}
    ${mirrors.map((mirror) => mirrorCard(mirror, page))}
    ${mirrors.length === 0 && (visitor.may('change') ? newCard(page) : onlyFor('change'))}`,
  });
}

function headlineOf({ app, url, mirrors }: MirrorsPage): StatusSentence {
  const own = mirrors.find((mirror) => mirror.app === app);
  const drifting = mirrors.find(({ drift }) => drift.length > 0);
  const detail = html`<a href="${url}">${url}</a>`;
  if (drifting)
    return { state: 'fail', sentence: `${drifting.app} is not like ${drifting.primary}.`, detail: html`${drifting.drift.join('; ')}.` };
  if (own) return { state: 'ok', icon: 'layers-half', sentence: `${app} is a mirror of ${own.primary}, and both are alike.`, detail };
  if (mirrors.length === 0) return { state: 'idle', icon: 'layers-half', sentence: `${app} has no mirror.`, detail };
  return { state: 'ok', icon: 'layers-half', sentence: `${app} has ${several(mirrors.length, 'mirror')}, and all is alike.`, detail };
}

function mirrorCard(mirror: Mirror, { visitor }: MirrorsPage): Html {
  const { app, primary, url, drift, copied, isByHand, follows } = mirror;
  const alike = drift.length === 0 ? chip('ok', 'alike') : chip('fail', 'not alike');
  return card({
    title: html`<a href="${paths.app(app)}">${app}</a>`,
    say: html`mirror of <a href="${paths.app(primary)}">${primary}</a> ${alike}`,
    body: html`<div class="r-stack"><dl class="r-facts"><dt>Address</dt><dd><a href="${url}">${url}</a></dd>
    <dt>Made</dt><dd>${isByHand ? 'by hand: addresses were copied' : 'by reference: add-ons and variables follow'}</dd>
    <dt>Open to</dt><dd>${openTo(mirror)}</dd>
    <dt>Releases</dt><dd>${follows ? `gets each of ${primary}` : 'keeps its build'}</dd></dl>
    ${copied.length > 0 && html`<p class="r-muted">Written out, so a change at ${primary} does not come here: ${copied.join(', ')}</p>`}
    ${visitor.may('operate') ? mirrorForms(mirror, visitor) : onlyFor('operate')}</div>`,
  });
}

function passwordCard({ app, user, password }: NonNullable<MirrorsPage['told']>): Html {
  return card({
    title: `For the desk at ${app}`,
    say: 'shown this once',
    body: html`<dl class="r-facts"><dt>Name</dt><dd><code>${user}</code></dd><dt>Password</dt><dd><code>${password}</code></dd></dl>`,
  });
}

function openTo({ door }: Mirror): string {
  if (door === null) return 'everybody who knows its address';
  const from = door.allow.length === 0 ? 'everybody' : door.allow.join(', ');
  return door.user === null ? from : `${from} as ${door.user}, with the password`;
}

const doorFields = (door: Mirror['door']): Html =>
  html`${field({ name: 'allow', label: 'Only from', type: 'text', value: door?.allow.join(', ') ?? '', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: '192.0.2.7, 10.0.0.0/8' }, help: 'Addresses and networks of the desk; empty: from anywhere.' })}
  ${field({ name: 'user', label: 'Only as', type: 'text', value: door?.user ?? '', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'desk' }, help: 'Browsers ask for this name and a password, which is made up and shown once; empty: nobody is asked.' })}`;

function doorForm({ app, door }: Mirror, { csrf }: Visitor): Html {
  return html`<details class="r-more-line"><summary>Who may come</summary><form class="r-stack" method="post" action="${paths.mirrorDoor(app)}">${csrfField(csrf)}${doorFields(door)}<div class="r-buttons"><button class="btn btn-outline">Change it</button></div></form></details>`;
}

function mirrorForms(mirror: Mirror, visitor: Visitor): Html {
  const { app, primary, drift, isByHand, follows } = mirror;
  const { csrf } = visitor;
  const resync = html`<form method="post" action="${paths.resyncMirror(app)}">${csrfField(csrf)}${holdButton(isByHand ? 'Make it a mirror by reference' : `Make it like ${primary} again`, 'primary')}</form>`;
  return html`<div class="r-buttons">${(drift.length > 0 || isByHand) && resync}
  <form method="post" action="${paths.followMirror(app)}">${csrfField(csrf)}<input type="hidden" name="follows" value="${follows ? 'no' : 'yes'}"><button class="btn btn-outline">${follows ? 'Keep its build from now on' : `Follow the releases of ${primary}`}</button></form></div>
  ${doorForm(mirror, visitor)}
  <details class="r-more-line"><summary>${primary} is lost</summary><form class="r-stack" method="post" action="${paths.promoteMirror(app)}">${csrfField(csrf)}<p>Visitors of ${primary} reach ${app} within seconds, by the same addresses. It gets as many dynos, the add-ons and the jobs; ${primary} becomes its mirror.</p><div class="r-buttons">${holdButton(`Put ${app} in its place`)}</div></form></details>`;
}

function newCard({ app, visitor, typed }: MirrorsPage): Html {
  return card({
    title: 'Make a mirror',
    say: 'takes some seconds',
    body: html`<form class="r-stack" method="post" action="${paths.mirrors(app)}">${csrfField(visitor.csrf)}
    ${field({ name: 'name', label: 'Its name', type: 'text', value: typed === '' ? `${app}-admin` : typed, required: true, attributes: { autocomplete: 'off', spellcheck: 'false' }, help: 'It is the first part of its address.' })}
    ${field({ name: 'size', label: 'Size of its web dyno', type: 'select', value: '', options: sizes(app), help: html`One web dyno is enough for the people at the desk; it costs as much as one more of ${app}.` })}
    <details class="r-more-line"><summary>Who may come</summary><div class="r-stack">${doorFields(null)}</div></details>
    <div class="r-buttons"><button class="btn btn-primary">${icon('plus-lg')}Make it</button></div></form>`,
  });
}

const sizes = (app: string): { value: string; label: string }[] => [
  { value: '', label: `as ${app}` },
  ...dynoSizes.map(({ name }) => ({ value: name, label: sizeTitle(name) })),
];
