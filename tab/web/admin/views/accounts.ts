import { banner, card, chip, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { PageFault, Visitor } from './frame.ts';

interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly isSuperuser: boolean;
  readonly isActive: boolean;
  readonly hasPassword: boolean;
}

interface Accounts {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly users: readonly User[];
  /** Programs may call the API of this site. */
  readonly isApiOpen: boolean;
  readonly link: string | null;
}

export function accountsPage({ visitor, fault, users, isApiOpen, link }: Accounts): Html {
  const active = users.filter(({ isActive }) => isActive).length;
  return tabPage({
    title: 'Accounts',
    visitor,
    fault,
    body: html`${statusSentence({
      state: 'ok',
      sentence: `${active} ${active === 1 ? 'account' : 'accounts'} on this site.`,
      detail: 'What somebody may do in one tournament stands on that tournament’s page of users.',
    })}${
      link &&
      banner({
        kind: 'info',
        text: 'Send this link to the one person it is for. It works once, for 24 hours, and is not shown again.',
        detail: html`<br><code class="r-wrap" data-link>${link}</code>`,
      })
    }<div class="r-two start r-wide-first">${card({ title: 'Accounts', flush: true, body: usersTable(visitor, users) })}${card({
      title: 'A new account',
      body: html`<form class="r-stack" method="post" action="${paths.accounts()}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'email', label: 'E-mail, for your own list', type: 'email' })}
<div class="r-buttons"><button class="btn btn-primary">${icon('person-plus')}Make a link</button></div></form>`,
    })}${apiCard(visitor, isApiOpen)}</div>`,
  });
}

function apiCard(visitor: Visitor, isOpen: boolean): Html {
  return card({
    title: 'Programs',
    body: html`<form class="r-stack" method="post" action="${paths.accounts()}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="do" value="api">
<label class="r-check"><input class="form-check-input" type="checkbox" name="global.enable_api" value="on"${isOpen && html` checked`}><span>Programs may use the API of this site (global.enable_api)</span></label>
<div class="r-buttons"><button class="btn btn-outline">Save</button></div></form>`,
  });
}

function usersTable(visitor: Visitor, users: readonly User[]): Html {
  return table({
    caption: 'Accounts of this site',
    cards: true,
    columns: [{ label: 'Name' }, { label: 'Rights' }, { label: 'Change', hidden: true }],
    rows: users.map((user) => [
      html`<b>${user.name}</b>${user.email && html`<br><span class="r-muted">${user.email}</span>`}`,
      html`${user.isSuperuser && chip('brand', 'superuser')} ${!user.isActive && chip('idle', 'closed')}`,
      user.name === 'admin' ? html`<span class="r-muted">has the admin password</span>` : rightsForm(visitor, user),
    ]),
  });
}

function rightsForm(visitor: Visitor, user: User): Html {
  const tick = (name: string, label: string, isOn: boolean): Html =>
    html`<label class="r-check r-small"><input class="form-check-input" type="checkbox" name="${name}" value="1"${isOn && html` checked`}><span>${label}</span></label>`;
  return html`<form method="post" action="${paths.account(user.id)}" data-island="submit-once">${csrfField(visitor.csrf)}${tick('superuser', 'superuser', user.isSuperuser)}${tick('active', 'open', user.isActive)}<div class="r-buttons"><button class="btn btn-outline" name="do" value="rights">Save</button><button class="btn btn-outline" name="do" value="password">New password link</button></div></form>`;
}
