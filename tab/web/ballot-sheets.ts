import { card, field, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { BallotForm } from '../round/ballot-form.ts';
import type { BallotFault } from '../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import { keyOf, type BallotCell } from '../rules/ballots/differences.ts';
import { sheetTotals } from '../rules/ballots/scoresheet.ts';
import { sideName } from '../rules/side-names.ts';
import { ballotFields, longestComment, longestMotion } from './ballot-input.ts';
import { speechName } from './ballot-words.ts';
import { sideBadge } from './admin/views/debate-cells.ts';

/** The fields of a ballot as the tab room types them, laid out as on paper. */
export interface BallotSheets {
  readonly form: BallotForm;
  /** What stands in the fields. */
  readonly content: Ballot;
  readonly faults: readonly BallotFault[];
  /** Cells to look at again: adjudicators disagree about them, or a second typing was another. */
  readonly marked?: readonly BallotCell[];
}

/** All cards of a ballot inside what `ballot-entry` makes quick: Enter goes on, totals follow, what is out of range stays in its field. */
export function ballotSheets(view: BallotSheets): Html {
  const { form } = view;
  const props = { rule: form.rule, sheets: form.sheetOwners.length };
  return html`<div class="r-stack" data-island="ballot-entry" data-props="${JSON.stringify(props)}">${form.sheetOwners.map((_owner, sheet) => sheetCard(view, sheet))}${debateCard(view)}</div>`;
}

/** What scores a sheet takes, in words. */
export function rangeWords({ rule }: Pick<BallotForm, 'rule'>): string {
  if (!rule.hasScores) return 'tick who wins';
  const { min, max, step } = rule.substantive;
  const parts = rule.criteria.map((one) => `${one.weight === 1 ? '' : `${one.weight} × `}${one.name} ${one.min} to ${one.max}`);
  const reply = rule.reply === null ? '' : `, replies ${rule.reply.min} to ${rule.reply.max}`;
  return parts.length > 0 ? `${parts.join(' + ')}, ${min} to ${max} in all${reply}` : `scores ${min} to ${max} in steps of ${step}${reply}`;
}

function sheetCard(view: BallotSheets, sheet: number): Html {
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

function sideBlock(view: BallotSheets, { sheet, side, hasTick }: Place): Html {
  const { form, content } = view;
  const team = form.debate.teams[side];
  const name = sideName(side, form.debate.teams.length, form.tournament.settings.side_names);
  const total = content.sheets[sheet] && form.rule.hasScores ? sheetTotals(content.sheets[sheet], form.rule)[side] : undefined;
  const slots = Array.from({ length: form.rule.hasScores ? form.positions : 0 }, (_slot, index) => index + 1);
  return html`<fieldset class="r-sheet-side"><legend>${sideBadge(name)} <b>${team?.name}</b> <span class="r-muted" data-total="${sheet}-${side}">${total !== undefined && total > 0 && total}</span></legend>${slots.map(
    (position) => speechRow(view, { sheet, side, position }),
  )}${hasTick && winnerTick(view, { sheet, side, hasTick })}</fieldset>`;
}

interface Cell {
  readonly sheet: number;
  readonly side: number;
  readonly position: number;
}

/** The line-up stands on the first sheet only: it is the same for every adjudicator. */
function speechRow(view: BallotSheets, cell: Cell): Html {
  const isReply = cell.position > view.form.rule.substantives;
  const who = cell.sheet === 0 ? speakerSelect(view, cell) : html`<span>${speechName(cell.position, view.form.rule.substantives)}</span>`;
  return html`${isReply && cell.sheet === 0 && html`<p class="r-small r-muted r-free">Reply</p>`}<div class="r-sheet-row">${who}${rankInput(view, cell)}${isReply || view.form.rule.criteria.length === 0 ? scoreInput(view, cell) : criteriaInputs(view, cell)}</div>`;
}

function scoreInput(view: BallotSheets, cell: Cell): Html {
  const { form, content, faults } = view;
  const { sheet, side, position } = cell;
  const { rule } = form;
  const { min, max, step } = position > rule.substantives ? (rule.reply ?? rule.substantive) : rule.substantive;
  const isHere = (fault: BallotFault): boolean => fault.side === side && fault.position === position && (fault.sheet ?? 0) === sheet;
  const fault = faults.find(isHere);
  const name = ballotFields.score(sheet, side, position);
  const label = `${form.debate.teams[side]?.name}, ${speechName(position, rule.substantives)}: score, ${min} to ${max}`;
  const wrong = fault && html` aria-invalid="true" aria-describedby="${name}-error"`;
  return html`<input class="form-control r-input${fault && ' is-invalid'}${isMarked(view, { part: 'score', ...cell }) && ' r-marked'}" type="text" inputmode="decimal" autocomplete="off" name="${name}" value="${content.sheets[sheet]?.scores[side]?.[position - 1]}" aria-label="${label}" data-score data-min="${min}" data-max="${max}" data-step="${step}"${wrong}>${fault && html`<span class="r-error" id="${name}-error">${icon('x-octagon-fill')} ${fault.message}</span>`}`;
}

/** A field for each criterion; their sum by weight stands beside them. */
function criteriaInputs(view: BallotSheets, cell: Cell): Html {
  const { form, content, faults } = view;
  const { sheet, side, position } = cell;
  const at = content.sheets[sheet];
  const fault = faults.find((one) => one.side === side && one.position === position && (one.sheet ?? 0) === sheet);
  const [row, error] = [ballotFields.score(sheet, side, position), `${ballotFields.score(sheet, side, position)}-error`];
  const wrong = fault && html` aria-invalid="true" aria-describedby="${error}"`;
  const inputs = form.rule.criteria.map(({ name, min, max, step }, criterion) => {
    const label = `${form.debate.teams[side]?.name}, ${speechName(position, form.rule.substantives)}: ${name}, ${min} to ${max}`;
    const mark = isMarked(view, { part: 'criterion', ...cell, criterion }) && ' r-marked';
    return html`<label class="r-criterion"><span>${name}</span><input class="form-control r-input${fault && ' is-invalid'}${mark}" type="text" inputmode="decimal" autocomplete="off" name="${ballotFields.criterion([sheet, side, position], criterion)}" value="${at?.criteria?.[side]?.[position - 1]?.[criterion]}" aria-label="${label}" data-score data-min="${min}" data-max="${max}" data-step="${step}"${wrong}></label>`;
  });
  return html`<span class="r-criteria">${inputs}<output class="r-criteria-sum" data-sum="${row}">${at?.scores[side]?.[position - 1]}</output></span>${fault && html`<span class="r-error" id="${error}">${icon('x-octagon-fill')} ${fault.message}</span>`}`;
}

function rankInput(view: BallotSheets, cell: Cell): Html | null {
  const { form, content } = view;
  const { sheet, side, position } = cell;
  if (form.rule.ranks === 'none' || position > form.rule.substantives) return null;
  const label = `${form.debate.teams[side]?.name}, ${speechName(position, form.rule.substantives)}: rank in the room`;
  return html`<input class="form-control r-input r-rank-in${isMarked(view, { part: 'rank', ...cell }) && ' r-marked'}" type="text" inputmode="numeric" autocomplete="off" name="${ballotFields.rank(sheet, side, position)}" value="${content.sheets[sheet]?.ranks[side]?.[position - 1]}" placeholder="rank" aria-label="${label}" data-entry>`;
}

function speakerSelect(view: BallotSheets, { side, position }: Cell): Html {
  const { form, content } = view;
  const speech = content.speeches[side]?.[position - 1];
  const says = speechName(position, form.rule.substantives);
  const team = form.debate.teams[side]?.name;
  const spot = { sheet: null, side, position };
  const marked = isMarked(view, { part: 'speaker', ...spot }) || isMarked(view, { part: 'ghost', ...spot });
  const nobody = speech?.speaker === null && html`<option value="" selected>choose</option>`;
  return html`<select class="form-select r-input${marked && ' r-marked'}" name="${ballotFields.speaker(side, position)}" aria-label="${`${team}, ${says}: speaker`}">${nobody}${(
    form.rosters[side] ?? []
  ).map(
    ({ id, name }) => html`<option value="${id}"${id === speech?.speaker && html` selected`}>${name}</option>`,
  )}</select><label class="r-check r-small"><input class="form-check-input" type="checkbox" name="${ballotFields.ghost(side, position)}" value="1"${speech?.isGhost && html` checked`}><span>duplicate</span></label>`;
}

function winnerTick(view: BallotSheets, { sheet, side }: Place): Html {
  const { form, content } = view;
  const isTicked = content.sheets[sheet]?.winners.includes(side) ?? false;
  const words = form.rule.advancing > 1 || form.debate.teams.length > 2 ? 'goes on' : 'wins';
  const type = form.rule.advancing === 1 ? 'radio' : 'checkbox';
  const marked = isMarked(view, { part: 'winner', sheet, side, position: null });
  return html`<label class="r-check${marked && ' r-marked'}"><input class="form-check-input" type="${type}" name="${ballotFields.winner(sheet)}" value="${side}" data-entry${isTicked && html` checked`}><span>${words}</span></label>`;
}

/** What is said once for the debate: the motion, vetoes, a side that did not come. */
function debateCard(view: BallotSheets): Html | null {
  const { form } = view;
  const parts = [
    form.choice.asksMotion && motionSelect(view),
    form.choice.asksVetoes && vetoSelects(view),
    form.tournament.settings.custom_motion_in_ballot && ownMotionField(view),
    canForfeit(form) && forfeitSelect(view),
    form.tournament.settings.ballot_comment && commentField(view),
  ];
  return parts.some((part) => part !== false) ? card({ title: 'The debate', body: html`<div class="r-stack">${parts}</div>` }) : null;
}

function ownMotionField({ content, faults }: BallotSheets): Html {
  return field({
    name: ballotFields.ownMotion,
    label: 'Another motion than the round’s, in its words',
    type: 'text',
    value: content.ownMotion ?? '',
    error: faults.find(({ message }) => message.startsWith('Name one motion'))?.message,
    attributes: { maxlength: longestMotion, autocomplete: 'off' },
  });
}

function commentField({ content }: BallotSheets): Html {
  return field({
    name: ballotFields.comment,
    label: 'Reasons, for the teams',
    type: 'textarea',
    value: content.comment ?? '',
    attributes: { rows: 4, maxlength: longestComment },
  });
}

/** True where the form asks whether a side did not come. */
export function canForfeit({ tournament, debate }: Pick<BallotForm, 'tournament' | 'debate'>): boolean {
  return tournament.settings.enable_forfeits && debate.teams.length === 2;
}

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly chosen: number | null;
  readonly options: readonly { readonly value: number; readonly label: string }[];
  readonly fault: BallotFault | undefined;
  readonly isMarked: boolean;
}

function motionSelect(view: BallotSheets): Html {
  const { form, content, faults } = view;
  return select({
    name: ballotFields.motion,
    label: 'Motion',
    none: 'choose',
    chosen: content.motion,
    options: motionOptions(form),
    fault: faults.find(({ code, message }) => code === 'motion' || message.includes('motion was debated')),
    isMarked: isMarked(view, { part: 'motion', sheet: null, side: null, position: null }),
  });
}

function vetoSelects(view: BallotSheets): Html {
  const { form, content, faults } = view;
  return html`${form.debate.teams.map((team, side) =>
    select({
      name: ballotFields.veto(side),
      label: `${team.name} vetoed`,
      none: 'nothing',
      chosen: content.vetoes[side] ?? null,
      options: motionOptions(form),
      fault: faults.find((fault) => fault.code === 'veto' && fault.side === side),
      isMarked: isMarked(view, { part: 'veto', sheet: null, side, position: null }),
    }),
  )}`;
}

/** The motions of the round as a list to choose from. */
export function motionOptions({ motions }: Pick<BallotForm, 'motions'>): { readonly value: number; readonly label: string }[] {
  return motions.map(({ id, seq, reference, text }) => ({ value: id, label: `${seq}. ${reference === '' ? text : reference}` }));
}

function forfeitSelect(view: BallotSheets): Html {
  const { form, content, faults } = view;
  return select({
    name: ballotFields.forfeit,
    label: 'Did not come, so that the other side wins without a debate',
    none: 'both came',
    chosen: content.forfeit,
    options: form.debate.teams.map(({ name }, side) => ({ value: side, label: name })),
    fault: faults.find(({ code }) => code === 'forfeit'),
    isMarked: isMarked(view, { part: 'forfeit', sheet: null, side: null, position: null }),
  });
}

function select({ name, label, none, chosen, options, fault, isMarked: marked }: Choice): Html {
  const id = `f-${name}`;
  const wrong = fault && html` aria-invalid="true" aria-describedby="${id}-error"`;
  return html`<div class="r-field"><label for="${id}">${label}</label><select class="form-select r-input${fault && ' is-invalid'}${marked && ' r-marked'}" id="${id}" name="${name}" data-entry${wrong}><option value="">${none}</option>${options.map(
    (option) => html`<option value="${option.value}"${option.value === chosen && html` selected`}>${option.label}</option>`,
  )}</select>${fault && html`<span class="r-error" id="${id}-error">${icon('x-octagon-fill')} ${fault.message}</span>`}</div>`;
}

function isMarked({ marked = [] }: BallotSheets, cell: BallotCell): boolean {
  const key = keyOf(cell);
  return marked.some((one) => keyOf(one) === key);
}
