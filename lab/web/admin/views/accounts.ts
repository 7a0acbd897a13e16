import { banner, card, chip, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { roles, roleWords, type Role } from '../../../rules/roles.ts';
import { paths } from '../routes.ts';
import { adminPage, type Visitor } from './frame.ts';

export interface AccountsPage {
  readonly people: readonly { readonly name: string; readonly role: Role; readonly made: string }[];
  /** Whose password stands in the environment. */
  readonly administrator: string;
  readonly visitor: Visitor;
  readonly fault?: string;
}

/** Who may sign in, and what for. */
export function accountsPage({ people, administrator, visitor, fault }: AccountsPage): Html {
  return adminPage({
    title: 'Accounts',
    visitor,
    place: { area: 'accounts' },
    body: html`${statusSentence({
      state: 'idle',
      icon: 'people',
      sentence: people.length === 0 ? `Only ${administrator} can sign in.` : `${people.length + 1} people can sign in.`,
      detail: 'Each with a name and a password of their own, so that the journal says who did what.',
    })}
${fault !== undefined && banner({ kind: 'failed', text: fault, detail: 'Nothing was changed.' })}
<div class="r-two">${card({ title: 'Accounts', flush: true, body: listOf(people, { administrator, visitor }) })}${card({
      title: 'Make or change an account',
      say: 'The name of an account that is there changes it.',
      body: html`<form class="r-stack" method="post" action="${paths.accounts()}">${csrfField(visitor.csrf)}
${field({ name: 'name', label: 'Name', type: 'text', required: true, attributes: { maxlength: 60, autocomplete: 'off' } })}
${field({ name: 'role', label: 'What for', type: 'select', value: 'experimenter', options: roles.map((role) => ({ value: role, label: `${role}: ${roleWords[role]}` })) })}
${field({ name: 'password', label: 'Password', type: 'password', help: 'At least 10 characters. Empty: it stays as it is. A new one ends the logins of the account.', attributes: { autocomplete: 'new-password' } })}
<div class="r-buttons"><button class="btn btn-primary">${icon('check-lg')}Save</button></div></form>`,
    })}</div>`,
  });
}

function listOf(people: AccountsPage['people'], { administrator, visitor }: Pick<AccountsPage, 'administrator' | 'visitor'>): Html {
  const fixed = [html`<b>${administrator}</b>`, chip('brand', 'owner'), 'from LAB_ADMIN_PASSWORD', ''];
  return table({
    caption: 'Accounts',
    columns: [{ label: 'Name' }, { label: 'Role' }, { label: 'Made' }, { label: 'Remove' }],
    rows: [
      fixed,
      ...people.map(({ name, role, made }) => [
        html`<b>${name}</b>`,
        chip(role === 'owner' ? 'brand' : 'idle', role),
        made,
        html`<form method="post" action="${paths.removeAccount(name)}">${csrfField(visitor.csrf)}<button class="btn btn-outline" aria-label="Remove ${name}">${icon('trash')}Remove</button></form>`,
      ]),
    ],
  });
}
