import { banner, card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { ApiToken, NewApiToken, User } from '../../../rules/resources.ts';
import { roles, roleWords } from '../../../rules/roles.ts';
import { clockTime, count } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, type Visitor } from './frame.ts';

export interface PeoplePage {
  readonly users: readonly User[];
  readonly tokens: readonly ApiToken[];
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
  readonly typed: string;
  readonly token: NewApiToken | null;
}

/** Who may sign in, with what role, and the tokens of programs. */
export function peoplePage(page: PeoplePage): Html {
  const { users, tokens, visitor, fault, token } = page;
  return dashboardPage({
    title: 'People',
    visitor,
    place: 'people',
    body: html`${statusSentence({ state: 'idle', icon: 'people', sentence: whoWords(users.length), detail: 'What each of them does stands in the activity of the app and in the audit log.' })}${faultBanner(fault)}
    ${token && banner({ kind: 'recovered', text: `The token ${token.label} is made. Copy it now, it is shown this once:`, detail: html`<code class="r-wrap">${token.token}</code>` })}
    ${users.length > 0 && usersCard(page)}
    <div class="r-two start">${addCard(page)}${tokenCard(visitor)}</div>
    ${tokens.length > 0 && tokensCard(page)}`,
  });
}

function whoWords(users: number): string {
  if (users === 0) return 'Only the holder of the admin password works here.';
  return `${users === 1 ? 'One person' : `${count(users)} people`} may sign in, besides the holder of the admin password.`;
}

const roleOptions = roles.map((role) => ({ value: role, label: `${role}: ${roleWords[role]}` })).toReversed();

function usersCard({ users, visitor }: PeoplePage): Html {
  return card({
    title: 'People',
    flush: true,
    body: table({
      caption: 'Who may sign in',
      cards: true,
      columns: [
        { label: 'Name' },
        { label: 'Role' },
        { label: 'Apps' },
        { label: 'Change', hidden: true },
        { label: 'Remove', hidden: true },
      ],
      rows: users.map((user) => userRow(user, visitor)),
    }),
  });
}

function userRow({ name, role, apps }: User, visitor: Visitor): TableRow {
  const change = html`<details><summary>Change</summary><form class="r-stack" method="post" action="${paths.changePerson(name)}">${csrfField(visitor.csrf)}${field({ name: 'role', id: `role-${name}`, label: 'Role', type: 'select', value: role, options: roleOptions })}${field({ name: 'apps', id: `apps-${name}`, label: 'Only these apps', type: 'text', value: apps?.join(' ') ?? '', help: 'Nothing means all.' })}${field({ name: 'password', id: `password-${name}`, label: 'New password', type: 'password', attributes: { autocomplete: 'new-password' }, help: 'Left empty, the present one stays. A new one ends all logins of this name.' })}<div class="r-buttons"><button class="btn btn-outline">Save</button></div></form></details>`;
  const remove = html`<form method="post" action="${paths.removePerson(name)}">${csrfField(visitor.csrf)}<button class="r-icon" aria-label="Remove ${name}" title="Remove ${name}">${icon('trash')}</button></form>`;
  return [html`<b>${name}</b>`, role, apps === null ? 'all' : apps.join(', '), change, remove];
}

function addCard({ visitor, typed }: PeoplePage): Html {
  return card({
    title: 'Add somebody',
    body: html`<form class="r-stack" method="post" action="${paths.people()}">${csrfField(visitor.csrf)}${field({ name: 'name', label: 'Name', type: 'text', value: typed, required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'ada' } })}${field({ name: 'role', label: 'Role', type: 'select', value: 'operator', options: roleOptions })}${field({ name: 'apps', label: 'Only these apps', type: 'text', attributes: { autocomplete: 'off', spellcheck: 'false' }, help: 'Names with a blank between; nothing means all.' })}${field({ name: 'password', label: 'Password', type: 'password', required: true, attributes: { autocomplete: 'new-password', minlength: 12 }, help: 'At least 12 characters; several words are good.' })}<div class="r-buttons"><button class="btn btn-primary">${icon('person-plus')}Add</button></div></form>`,
  });
}

function tokenCard(visitor: Visitor): Html {
  const options = [30, 90, 365].map((days) => ({ value: days, label: `${days} days` }));
  return card({
    title: 'Make a token',
    say: 'for a program, or the command line elsewhere',
    body: html`<form class="r-stack" method="post" action="${paths.tokens()}">${csrfField(visitor.csrf)}${field({ name: 'label', label: 'What it is for', type: 'text', required: true, attributes: { autocomplete: 'off', maxlength: 100, placeholder: 'laptop' } })}${field({ name: 'role', id: 'f-token-role', label: 'Role', type: 'select', value: 'operator', options: roleOptions })}${field({ name: 'days', label: 'Good for', type: 'select', value: 90, options: [...options, { value: 0, label: 'for ever' }] })}<div class="r-buttons"><button class="btn btn-outline">${icon('key')}Make it</button></div></form>`,
  });
}

function tokensCard({ tokens, visitor, nowMs }: PeoplePage): Html {
  return card({
    title: 'Tokens',
    flush: true,
    body: table({
      caption: 'Tokens of programs',
      cards: true,
      columns: [
        { label: 'For' },
        { label: 'Role' },
        { label: 'Last used', numeric: true },
        { label: 'Until', numeric: true },
        { label: 'End', hidden: true },
      ],
      rows: tokens.map(({ id, label, role, lastUsedAt, expiresAt }) => [
        html`<b>${label}</b>`,
        role,
        lastUsedAt === null ? 'never' : clockTime(lastUsedAt, nowMs),
        expiresAt === null ? 'for ever' : expiresAt.slice(0, 10),
        html`<form method="post" action="${paths.revokeToken(id)}">${csrfField(visitor.csrf)}<button class="r-icon" aria-label="End the token ${label}" title="End the token ${label}">${icon('trash')}</button></form>`,
      ]),
    }),
  });
}
