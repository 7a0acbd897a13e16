import { banner, card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { permissionAreas, permissionMeaning } from '../../../rules/permissions.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface Group {
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly string[];
}

interface Member {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly isActive: boolean;
  readonly groups: readonly number[];
  readonly permissions: readonly string[];
}

interface Users {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly groups: readonly Group[];
  readonly members: readonly Member[];
  readonly link: string | null;
  readonly mayChange: boolean;
  readonly isSuperuser: boolean;
}

/** Who works on the tournament, and what each group of them may do. */
export function usersPage(view: Users): Html {
  const { visitor, fault, event, members, groups, link, mayChange, isSuperuser } = view;
  return tabPage({
    title: 'Users',
    visitor,
    fault,
    event,
    tab: 'users',
    islands: ['kit/copy-button'],
    body: html`${statusSentence({
      state: 'ok',
      sentence: sentenceOf(members.length),
      detail: html`What a group may do changes with the next page its members open.${isSuperuser && html` <a href="${paths.accounts()}">All accounts</a>`}`,
    })}${link && linkBanner(link)}<div class="r-two start"><div class="r-stack">${membersCard(view)}${mayChange && inviteCard(view)}</div><div class="r-stack">${groups.map((group) => groupCard(view, group))}${mayChange && newGroupCard(view)}</div></div>`,
  });
}

function sentenceOf(count: number): string {
  if (count === 0) return 'Nobody works on it yet besides superusers.';
  return count === 1 ? '1 person works on it.' : `${count} people work on it.`;
}

function linkBanner(link: string): Html {
  return banner({
    kind: 'info',
    text: 'Send this link to the one person it is for. It works once, for 24 hours, and is not shown again.',
    detail: html`<br><code class="r-wrap" data-link>${link}</code>`,
  });
}

function membersCard({ event, visitor, members, groups, mayChange }: Users): Html {
  const nameOf = new Map(groups.map(({ id, name }) => [id, name]));
  const items = members.map((member) => {
    const words = [
      ...member.groups.map((id) => nameOf.get(id) ?? ''),
      ...(member.permissions.length > 0 ? [`${member.permissions.length} of their own`] : []),
    ];
    return html`<li><b>${member.name}</b>${member.email && html` <span class="r-muted">${member.email}</span>`}${!member.isActive && html` <span class="r-muted">closed</span>`}<br><span class="r-muted">${words.join(', ')}</span>${mayChange && memberForm({ event, visitor, groups, member })}</li>`;
  });
  const body =
    items.length === 0
      ? html`<p class="r-muted">Nobody yet besides the superusers, who may do everything.</p>`
      : html`<ul class="r-versions r-stack">${items}</ul>`;
  return card({ title: 'People', say: String(members.length), body });
}

interface MemberForm extends Pick<Users, 'event' | 'visitor' | 'groups'> {
  readonly member: Member;
}

function memberForm({ event, visitor, groups, member }: MemberForm): Html {
  return html`<details><summary>Change</summary><form class="r-stack" method="post" action="${paths.member(event.slug, member.id)}" data-island="submit-once">${csrfField(visitor.csrf)}
<fieldset><legend>Groups of ${member.name}</legend>${groups.map((group) => tick({ name: 'group', value: group.id, label: group.name, isOn: member.groups.includes(group.id) }))}</fieldset>
<details><summary>Single permissions</summary>${permissionTicks(member.permissions)}</details>
<div class="r-buttons"><button class="btn btn-outline">Save</button></div></form></details>`;
}

function inviteCard({ event, visitor, groups }: Users): Html {
  const options = groups.map(({ id, name }) => ({ value: id, label: name }));
  const chosen = (id: string): Html =>
    field({
      name: 'group',
      id,
      label: 'Group',
      type: 'select',
      options,
      required: true,
      value: groups.find((group) => group.name.includes('Assistant'))?.id ?? '',
    });
  return card({
    title: 'Add somebody',
    body: html`<form class="r-stack" method="post" action="${paths.invite(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}
${chosen('invite-group')}${field({ name: 'email', label: 'E-mail, for your own list', type: 'email' })}
<div class="r-buttons"><button class="btn btn-primary">${icon('person-plus')}Make a link</button></div></form><hr>
<form class="r-stack" method="post" action="${paths.users(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'name', label: 'Somebody with an account', type: 'text', required: true, attributes: { autocapitalize: 'none' } })}${chosen('add-group')}
<div class="r-buttons"><button class="btn btn-outline">Add</button></div></form>`,
  });
}

function groupCard({ event, visitor, mayChange }: Users, group: Group): Html {
  return card({
    title: group.name,
    say: group.permissions.length === 1 ? '1 permission' : `${group.permissions.length} permissions`,
    body: html`<details><summary>What they may do</summary>${
      mayChange
        ? html`<form class="r-stack" method="post" action="${paths.group(event.slug, group.id)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'name', id: `group-${group.id}`, label: 'Name', type: 'text', value: group.name, required: true, attributes: { maxlength: 60 } })}${permissionTicks(group.permissions)}
<div class="r-buttons"><button class="btn btn-outline" name="do" value="save">Save</button><button class="btn btn-danger" name="do" value="delete">Delete the group</button></div></form>`
        : html`<ul>${permissionAreas.flatMap((area) => area.permissions.filter((one) => group.permissions.includes(one)).map((one) => html`<li>${permissionMeaning(one)}</li>`))}</ul>`
    }</details>`,
  });
}

function newGroupCard({ event, visitor }: Users): Html {
  return card({
    title: 'Another group',
    body: html`<form class="r-stack" method="post" action="${paths.group(event.slug, 'new')}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'name', id: 'group-new', label: 'Name', type: 'text', required: true, attributes: { maxlength: 60 } })}
<details><summary>What they may do</summary>${permissionTicks([])}</details>
<div class="r-buttons"><button class="btn btn-outline">Make the group</button></div></form>`,
  });
}

function permissionTicks(given: readonly string[]): Html {
  return html`${permissionAreas.map(
    ({ title, permissions }) =>
      html`<fieldset><legend>${title}</legend>${permissions.map((one) => tick({ name: 'permission', value: one, label: permissionMeaning(one), isOn: given.includes(one) }))}</fieldset>`,
  )}`;
}

interface Tick {
  readonly name: string;
  readonly value: string | number;
  readonly label: string;
  readonly isOn: boolean;
}

function tick({ name, value, label, isOn }: Tick): Html {
  return html`<label class="r-check r-small"><input class="form-check-input" type="checkbox" name="${name}" value="${value}"${isOn && html` checked`}><span>${label}</span></label>`;
}
