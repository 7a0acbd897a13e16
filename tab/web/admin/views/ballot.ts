import { card, chip, csrfField, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { BallotForm } from '../../../round/ballot-form.ts';
import type { BallotFault } from '../../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../../rules/ballots/ballot.ts';
import { sheetTotals } from '../../../rules/ballots/scoresheet.ts';
import { sideName } from '../../../rules/side-names.ts';
import { ballotFields } from '../../ballot-input.ts';
import { speechName } from '../../ballot-words.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';
import { sideBadge } from './debate-cells.ts';
import { actButton, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

export interface BallotVersion {
  readonly id: number;
  readonly version: number;
  readonly submitterType: 'T' | 'P' | 'A';
  readonly submitter: string;
  readonly isConfirmed: boolean;
  readonly isDiscarded: boolean;
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
}

export function ballotPage(view: BallotView): Html {
  const { visitor, fault, event, form, intent } = view;
  const { slug } = event;
  const room = form.debate.venue?.name ?? `room ${form.debate.roomRank}`;
  return tabPage({
    title: `${form.round.name}, ballot of ${room}`,
    visitor,
    fault,
    event,
    tab: 'ballots',
    body: html`${headline(view, room)}
<div class="r-two start r-wide-first"><form class="r-stack" method="post" action="${paths.ballot(slug, form.debate.id)}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="intent" value="${intent}">
${form.sheetOwners.map((_owner, sheet) => sheetCard(view, sheet))}
<div class="r-buttons"><button class="btn btn-primary" name="confirm" value="1">Save and confirm</button><button class="btn btn-outline">Save as draft</button></div></form>${versionsCard(view)}</div>`,
  });
}

function headline({ form, versions }: BallotView, room: string): Html {
  const confirmed = versions.find((version) => version.isConfirmed);
  const open = versions.filter((version) => !version.isDiscarded).length;
  const chair = form.debate.panel.find(({ place }) => place === 'C')?.name;
  const detail = html`${form.debate.teams.map(({ name }) => name).join(', ')}${chair && html` · chair <b>${chair}</b>`} · ${rangeWords(form)}`;
  if (confirmed) return statusSentence({ state: 'ok', sentence: `${room}: version ${confirmed.version} is confirmed.`, detail });
  return statusSentence({
    state: open > 1 ? 'late' : 'wait',
    sentence: open === 0 ? `${room}: no ballot yet.` : `${room}: ${open} ${open === 1 ? 'ballot waits' : 'ballots wait'} to be confirmed.`,
    detail,
  });
}

function rangeWords({ rule }: BallotForm): string {
  if (!rule.hasScores) return 'tick who wins';
  const { min, max, step } = rule.substantive;
  const reply = rule.reply === null ? '' : `, replies ${rule.reply.min} to ${rule.reply.max}`;
  return `scores ${min} to ${max} in steps of ${step}${reply}`;
}

function sheetCard(view: BallotView, sheet: number): Html {
  const owner = view.form.sheetOwners[sheet];
  const { winner } = view.form.rule;
  return card({
    title: owner ? `Sheet of ${owner.name}` : 'Ballot',
    say: owner && (owner.place === 'C' ? 'chair' : 'panellist'),
    body: html`<div class="r-sheet">${view.form.debate.teams.map((_team, side) => sideBlock(view, { sheet, side, hasTick: winner.startsWith('ticked') }))}</div>`,
  });
}

interface Place {
  readonly sheet: number;
  readonly side: number;
  readonly hasTick: boolean;
}

function sideBlock(view: BallotView, { sheet, side, hasTick }: Place): Html {
  const { form, content } = view;
  const team = form.debate.teams[side];
  const name = sideName(side, form.debate.teams.length, form.tournament.settings.side_names);
  const total = content.sheets[sheet] && form.rule.hasScores ? sheetTotals(content.sheets[sheet], form.rule)[side] : undefined;
  const slots = Array.from({ length: form.rule.hasScores ? form.positions : 0 }, (_slot, index) => index + 1);
  return html`<fieldset class="r-sheet-side"><legend>${sideBadge(name)} <b>${team?.name}</b>${total !== undefined && total > 0 && html` <span class="r-muted">${total}</span>`}</legend>${slots.map(
    (position) => speechRow(view, { sheet, side, position }),
  )}${hasTick && winnerTick(view, { sheet, side, hasTick })}</fieldset>`;
}

interface Cell {
  readonly sheet: number;
  readonly side: number;
  readonly position: number;
}

/** The line-up stands on the first sheet only: it is the same for every adjudicator. */
function speechRow(view: BallotView, cell: Cell): Html {
  const isReply = cell.position > view.form.rule.substantives;
  const who = cell.sheet === 0 ? speakerSelect(view, cell) : html`<span>${speechName(cell.position, view.form.rule.substantives)}</span>`;
  return html`${isReply && cell.sheet === 0 && html`<p class="r-small r-muted r-free">Reply</p>`}<div class="r-sheet-row">${who}${scoreInput(view, cell)}</div>`;
}

function scoreInput({ form, content, faults }: BallotView, { sheet, side, position }: Cell): Html {
  const { rule } = form;
  const { min, max } = position > rule.substantives ? (rule.reply ?? rule.substantive) : rule.substantive;
  const isHere = (fault: BallotFault): boolean => fault.side === side && fault.position === position && (fault.sheet ?? 0) === sheet;
  const fault = faults.find(isHere);
  const name = ballotFields.score(sheet, side, position);
  const label = `${form.debate.teams[side]?.name}, ${speechName(position, rule.substantives)}: score, ${min} to ${max}`;
  const wrong = fault && html` aria-invalid="true" aria-describedby="${name}-error"`;
  return html`<input class="form-control r-input${fault && ' is-invalid'}" type="text" inputmode="decimal" name="${name}" value="${content.sheets[sheet]?.scores[side]?.[position - 1]}" aria-label="${label}"${wrong}>${fault && html`<span class="r-error" id="${name}-error">${icon('x-octagon-fill')} ${fault.message}</span>`}`;
}

function speakerSelect({ form, content }: BallotView, { side, position }: Cell): Html {
  const speech = content.speeches[side]?.[position - 1];
  const says = speechName(position, form.rule.substantives);
  const team = form.debate.teams[side]?.name;
  return html`<select class="form-select r-input" name="${ballotFields.speaker(side, position)}" aria-label="${`${team}, ${says}: speaker`}">${(
    form.rosters[side] ?? []
  ).map(
    ({ id, name }) => html`<option value="${id}"${id === speech?.speaker && html` selected`}>${name}</option>`,
  )}</select><label class="r-check r-small"><input class="form-check-input" type="checkbox" name="${ballotFields.ghost(side, position)}" value="1"${speech?.isGhost && html` checked`}><span>duplicate</span></label>`;
}

function winnerTick({ form, content }: BallotView, { sheet, side }: Place): Html {
  const isTicked = content.sheets[sheet]?.winners.includes(side) ?? false;
  const words = form.rule.advancing > 1 || form.debate.teams.length > 2 ? 'goes on' : 'wins';
  const type = form.rule.advancing === 1 ? 'radio' : 'checkbox';
  return html`<label class="r-check"><input class="form-check-input" type="${type}" name="${ballotFields.winner(sheet)}" value="${side}"${isTicked && html` checked`}><span>${words}</span></label>`;
}

function versionsCard({ versions, visitor, event, form }: BallotView): Html {
  const confirmed = versions.find((version) => version.isConfirmed);
  const button = (version: BallotVersion, decision: string, label: string): Html =>
    actButton({
      action: paths.decision(event.slug, version.id, decision),
      csrf: visitor.csrf,
      label,
      fields: html`<input type="hidden" name="replaces" value="${confirmed?.id}">`,
    });
  const items = versions.map((version) => {
    const who = version.submitterType === 'P' ? 'judge by private link' : version.submitter;
    const state = version.isConfirmed ? chip('ok', 'confirmed') : version.isDiscarded ? chip('idle', 'thrown away') : chip('wait', 'draft');
    const buttons = version.isDiscarded
      ? []
      : version.isConfirmed
        ? [button(version, 'unconfirm', 'Take the confirmation back')]
        : [button(version, 'confirm', 'Confirm'), button(version, 'discard', 'Throw away')];
    return html`<li><b>Version ${version.version}</b> ${state}<br><span class="r-muted">${who}, ${clockTime(version.createdAt, form.tournament.timezone)}</span><div class="r-buttons">${buttons}</div></li>`;
  });
  return card({
    title: 'Versions',
    body:
      versions.length === 0 ? html`<p class="r-muted">Nobody has sent one yet.</p>` : html`<ul class="r-versions r-stack">${items}</ul>`,
  });
}
