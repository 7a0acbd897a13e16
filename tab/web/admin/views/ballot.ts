import { card, chip, csrfField, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { BallotForm } from '../../../round/ballot-form.ts';
import type { Merge } from '../../../round/ballot-merge.ts';
import type { BallotFault } from '../../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../../rules/ballots/ballot.ts';
import { areSame } from '../../../rules/ballots/differences.ts';
import { ballotSheets, rangeWords } from '../../ballot-sheets.ts';
import { cellWords } from '../../ballot-words.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';
import { actButton, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

export interface BallotVersion {
  readonly id: number;
  readonly version: number;
  readonly submitterType: 'T' | 'P' | 'A';
  readonly submitter: string;
  readonly isConfirmed: boolean;
  readonly isDiscarded: boolean;
  readonly isSingle: boolean;
  readonly content: Ballot;
  readonly confirmer: string | null;
  readonly createdAt: Date;
}

interface BallotView {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly form: BallotForm;
  /** What stands in the fields. */
  readonly content: Ballot;
  readonly faults: readonly BallotFault[];
  readonly versions: readonly BallotVersion[];
  readonly intent: string;
  /** Where each adjudicator of the panel sends a ballot of their own: how far they are, and where they disagree. */
  readonly merge: Merge | null;
  /** What stands in the fields was entered for another panel. */
  readonly isOfOtherPanel: boolean;
}

export function ballotPage(view: BallotView): Html {
  const { visitor, fault, event, form, intent, merge } = view;
  const { slug } = event;
  const room = form.debate.venue?.name ?? `room ${form.debate.roomRank}`;
  return tabPage({
    title: `${form.round.name}, ballot of ${room}`,
    visitor,
    fault,
    event,
    tab: 'ballots',
    islands: ['ballot-entry'],
    body: html`${headline(view, room)}
<div class="r-two start r-wide-first"><form class="r-stack" method="post" action="${paths.ballot(slug, form.debate.id)}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="intent" value="${intent}">
${ballotSheets({ ...view, marked: merge?.disputed ?? [] })}
<div class="r-buttons"><button class="btn btn-primary" name="confirm" value="1" data-first>Save and confirm</button><button class="btn btn-outline">Save as draft</button></div></form><div class="r-stack">${versionsCard(view)}${merge && mergeCard(view, merge)}${postponeCard(view)}</div></div>`,
  });
}

function headline(view: BallotView, room: string): Html {
  const { form, versions } = view;
  const confirmed = versions.find((version) => version.isConfirmed);
  const open = versions.filter((version) => !version.isDiscarded).length;
  const chair = form.debate.panel.find(({ place }) => place === 'C')?.name;
  const detail = html`${form.debate.teams.map(({ name }) => name).join(', ')}${chair && html` · chair <b>${chair}</b>`} · ${rangeWords(form)}`;
  if (view.isOfOtherPanel)
    return statusSentence({
      state: 'late',
      sentence: `${room}: the panel has changed since this ballot was entered.`,
      detail: html`Look at the sheets, then save it again. ${detail}`,
    });
  if (confirmed) return statusSentence({ state: 'ok', sentence: `${room}: version ${confirmed.version} is confirmed.`, detail });
  return statusSentence({
    state: open > 1 ? 'late' : 'wait',
    sentence: open === 0 ? `${room}: no ballot yet.` : `${room}: ${open} ${open === 1 ? 'ballot waits' : 'ballots wait'} to be confirmed.`,
    detail,
  });
}

function versionsCard({ versions, visitor, event, form, merge }: BallotView): Html {
  const confirmed = versions.find((version) => version.isConfirmed);
  const button = (version: BallotVersion, decision: string, label: string): Html =>
    actButton({
      action: paths.decision(event.slug, version.id, decision),
      csrf: visitor.csrf,
      label,
      fields: html`<input type="hidden" name="replaces" value="${confirmed?.id}">`,
    });
  const items = versions.map((version) => {
    const same = versions.find((older) => older.version < version.version && !older.isDiscarded && isSameBallot(older, version))?.version;
    const who = `${nameOf(version, form)}, ${clockTime(version.createdAt, form.tournament.timezone)}`;
    const more = html`${version.isSingle && ' · own sheet'}${version.confirmer && `, confirmed by ${version.confirmer}`}${same && `, identical to version ${same}`}`;
    const buttons = decisionsOf(version, merge !== null).map(([decision, label]) => button(version, decision, label));
    return html`<li><b>Version ${version.version}</b> ${stateOf(version)}<br><span class="r-muted">${who}${more}</span><div class="r-buttons">${buttons}</div></li>`;
  });
  return card({
    title: 'Versions',
    body:
      versions.length === 0 ? html`<p class="r-muted">Nobody has sent one yet.</p>` : html`<ul class="r-versions r-stack">${items}</ul>`,
  });
}

function isSameBallot(one: BallotVersion, other: BallotVersion): boolean {
  return one.isSingle === other.isSingle && areSame(one.content, other.content);
}

/** Who brought a version, as the tab room knows them. */
function nameOf({ submitterType, submitter }: BallotVersion, { debate }: BallotForm): string {
  if (submitterType === 'A') return 'put together from each adjudicator’s own';
  if (submitterType === 'T') return submitter;
  const member = debate.panel.find(({ id }) => submitter === `person:${id}`);
  return member === undefined ? 'somebody by private link' : `${member.name} by private link`;
}

function mergeCard({ event, form }: BallotView, { voters, ballot, disputed }: Merge): Html {
  const isIn = voters.filter((voter) => voter.ballot !== null).length;
  const lines = voters.map(
    (voter) => html`<li>${voter.member.name} ${voter.ballot === null ? chip('idle', 'not yet') : chip('ok', 'is in')}</li>`,
  );
  const quarrel =
    disputed.length > 0 &&
    html`<p><b>They disagree about:</b></p><ul>${disputed.map((cell) => html`<li>${cellWords(cell, form)}</li>`)}</ul>`;
  const link =
    ballot !== null &&
    html`<div class="r-buttons"><a class="btn btn-outline" href="${paths.ballot(event.slug, form.debate.id)}?merge=1">Put them together</a></div>`;
  return card({
    title: 'Each adjudicator’s own',
    say: `${isIn} of ${voters.length} are in`,
    body: html`<ul>${lines}</ul>${quarrel}${link}`,
  });
}

function postponeCard({ event, form, visitor, versions }: BallotView): Html | null {
  const isPostponed = form.debate.resultStatus === 'P';
  if (!form.tournament.settings.enable_postponements && !isPostponed) return null;
  if (versions.some(({ isConfirmed }) => isConfirmed)) return null;
  return card({
    title: isPostponed ? 'Postponed' : 'Later',
    body: actButton({
      action: paths.postpone(event.slug, form.debate.id),
      csrf: visitor.csrf,
      label: isPostponed ? 'It is held now' : 'Postpone this debate',
      fields: html`<input type="hidden" name="postponed" value="${isPostponed ? '' : '1'}">`,
    }),
  });
}

function stateOf({ isConfirmed, isDiscarded }: BallotVersion): Html {
  if (isConfirmed) return chip('ok', 'confirmed');
  return isDiscarded ? chip('idle', 'thrown away') : chip('wait', 'draft');
}

/** What can be decided about a version, with the button's words. */
function decisionsOf({ isConfirmed, isDiscarded, isSingle }: BallotVersion, isMerging: boolean): [string, string][] {
  if (isDiscarded) return [];
  if (isConfirmed) return [['unconfirm', 'Take the confirmation back']];
  return isSingle && isMerging
    ? [['discard', 'Throw away']]
    : [
        ['confirm', 'Confirm'],
        ['discard', 'Throw away'],
      ];
}
