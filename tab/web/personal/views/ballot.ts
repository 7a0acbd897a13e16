import { banner, field, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { BallotFault } from '../../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../../rules/ballots/ballot.ts';
import type { ScoreLimits, SheetRule } from '../../../rules/ballots/scoresheet.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { ballotFields, longestComment, longestMotion } from '../../ballot-input.ts';
import { personalPage } from './frame.ts';
import { sideChip } from './home.ts';

export interface BallotTeam {
  readonly name: string;
  readonly side: SideName;
  readonly roster: readonly { readonly id: number; readonly name: string }[];
}

export interface BallotView {
  readonly room: string;
  readonly round: string;
  readonly role: string;
  readonly action: string;
  readonly intent: string;
  readonly debate: number;
  readonly rule: SheetRule;
  readonly positions: number;
  readonly teams: readonly BallotTeam[];
  /** Whose sheet each is; null where one stands for the room. */
  readonly owners: readonly (string | null)[];
  /** The round's, and what the ballot is asked about them. */
  readonly motions: readonly { readonly value: number; readonly label: string }[];
  readonly asks: { readonly motion: boolean; readonly vetoes: boolean; readonly comment: boolean; readonly ownMotion: boolean };
  /** The script that opens this page without a network. */
  readonly workerUrl: string;
  /** What the organisers say above the form. */
  readonly introduction: readonly string[];
  readonly content: Ballot;
  readonly faults: readonly BallotFault[];
  /** Each fault that belongs to no field, in a sentence. */
  readonly sentences: readonly string[];
}

/** The e-ballot on a phone: a card a team, a stepper a speech, one button. Works without its script, which adds totals and the order. */
export function ballotPage(view: BallotView): Html {
  const { room, round, role, action, intent, debate, rule, owners, faults, sentences } = view;
  const props = { debate, rule, teams: view.teams.map(({ name, side }) => ({ name, ...side })) };
  return personalPage({
    title: `Ballot: ${room}, ${round}`,
    top: html`<b class="r-room">${room}</b><span>${round} <span class="r-muted">· ${role}</span></span>`,
    islands: ['kit/submit-once', 'ballot-live', 'ballot-offline'],
    body: html`<form id="ballot" method="post" action="${action}" class="stack" data-island="submit-once" data-props="${JSON.stringify({ waiting: 'No connection. Your ballot is safe on this phone and goes out by itself.' })}">
<input type="hidden" name="intent" value="${intent}">
<div class="stack" data-island="ballot-live" data-props="${JSON.stringify(props)}"><h1 data-headline>${faults.length > 0 ? 'The ballot is not sent yet.' : startWords(rule)}</h1>
${view.introduction.map((words) => html`<p>${words}</p>`)}
<ol class="order" data-order aria-label="Order"></ol><div data-close-call role="status"></div>
${sentences.length > 0 && banner({ kind: 'failed', text: 'Nothing was counted.', detail: html`${sentences.join(' ')}` })}
${owners.map((owner, sheet) => sheetPart(view, { owner, sheet }))}${motionPart(view)}${view.asks.ownMotion && ownMotionPart(view)}${view.asks.comment && commentPart(view)}</div>
<p class="r-muted range" data-island="ballot-offline" data-props="${JSON.stringify({ workerUrl: view.workerUrl })}">${rangeWords(rule)}</p></form>`,
    foot: html`<button class="btn btn-primary btn-lg" form="ballot">Send ballot</button><p class="r-saved">${icon('shield-check')}<span data-draft-state>You get a receipt when it has arrived.</span></p><p class="r-saved" data-submit-state role="status"></p>`,
  });
}

interface Sheet {
  readonly owner: string | null;
  readonly sheet: number;
}

function sheetPart(view: BallotView, place: Sheet): Html {
  return html`${place.owner && html`<h2>Sheet of ${place.owner}</h2>`}${view.rule.hasScores && view.teams.map((team, side) => teamPart(view, place, { team, side }))}${winnerPart(view, place.sheet)}`;
}

function teamPart(view: BallotView, { sheet }: Sheet, { team, side }: { readonly team: BallotTeam; readonly side: number }): Html {
  const places = Array.from({ length: view.positions }, (_slot, index) => index + 1);
  return html`<section class="r-card r-team"><header>${sideChip(team.side)}<span class="r-team-name"><b>${team.name}</b><br><span class="r-muted">${team.side.long}</span></span>
<span class="r-total" data-total="${sheet}-${side}"><b></b><span class="r-rank"></span></span></header>
${places.map((position) => speechPart(view, { sheet, side, position }))}
${sheet === 0 && team.roster.length > 0 && ghostPart(view, { side, places })}</section>`;
}

interface SpeechPlace {
  readonly sheet: number;
  readonly side: number;
  readonly position: number;
}

function speechPart(view: BallotView, place: SpeechPlace): Html {
  const { rule } = view;
  const { sheet, side, position } = place;
  const isReply = position > rule.substantives;
  const label = isReply ? 'Reply' : `Speaker ${position}`;
  const hasRoster = (view.teams[side]?.roster.length ?? 0) > 0;
  const faults = view.faults.filter((fault) => isAt(fault, place));
  return html`<div class="r-speaker">${sheet === 0 && hasRoster ? speakerChoice(view, place, label) : html`<span>${label}</span>`}
${rule.ranks !== 'none' && position <= rule.substantives && rankInput(view, place)}
${isReply || rule.criteria.length === 0 ? stepper(view, place, { label, isWrong: faults.length > 0 }) : criteriaPart(view, place, { label, isWrong: faults.length > 0 })}
${faults.map((fault) => html`<span class="r-error">${icon('x-octagon-fill')} ${fault.message}</span>`)}</div>`;
}

interface Labelled {
  readonly label: string;
  readonly isWrong: boolean;
}

/** The score of a speech between its two buttons; typing is allowed. */
function stepper(view: BallotView, { sheet, side, position }: SpeechPlace, { label, isWrong }: Labelled): Html {
  const { rule, content, teams } = view;
  const limits = position > rule.substantives ? (rule.reply ?? rule.substantive) : rule.substantive;
  return numberStepper({
    name: ballotFields.score(sheet, side, position),
    value: content.sheets[sheet]?.scores[side]?.[position - 1] ?? null,
    label: `${teams[side]?.name} ${label}, ${limits.min} to ${limits.max}`,
    limits,
    isWrong,
  });
}

/** A stepper for each criterion of the speech, and their sum by weight. */
function criteriaPart(view: BallotView, { sheet, side, position }: SpeechPlace, { label, isWrong }: Labelled): Html {
  const { rule, content, teams } = view;
  const given = content.sheets[sheet]?.criteria?.[side]?.[position - 1];
  const steppers = rule.criteria.map((criterion, index) => {
    const { name, min, max } = criterion;
    return html`<span class="r-criterion"><span>${name}</span>${numberStepper({
      name: ballotFields.criterion([sheet, side, position], index),
      value: given?.[index] ?? null,
      label: `${teams[side]?.name} ${label}: ${name}, ${min} to ${max}`,
      limits: criterion,
      isWrong,
    })}</span>`;
  });
  return html`<output class="r-criteria-sum" data-sum="${ballotFields.score(sheet, side, position)}">${content.sheets[sheet]?.scores[side]?.[position - 1]}</output><span class="r-criteria">${steppers}</span>`;
}

interface NumberField {
  readonly name: string;
  readonly value: number | null;
  readonly label: string;
  readonly limits: ScoreLimits;
  readonly isWrong: boolean;
}

function numberStepper({ name, value, label, limits: { min, max, step }, isWrong }: NumberField): Html {
  const invalid = isWrong ? html` aria-invalid="true"` : null;
  return html`<span class="r-step${isWrong && ' bad'}"><button type="button" data-move="-1" aria-label="One less">${icon('dash-lg')}</button><input inputmode="decimal" autocomplete="off" name="${name}" value="${value}" aria-label="${label}"${invalid} data-min="${min}" data-max="${max}" data-step="${step}"><button type="button" data-move="1" aria-label="One more">${icon('plus-lg')}</button></span>`;
}

function isAt(fault: BallotFault, { sheet, side, position }: SpeechPlace): boolean {
  return fault.side === side && fault.position === position && (fault.sheet === sheet || (fault.sheet === null && sheet === 0));
}

function speakerChoice({ teams, content, rule }: BallotView, { side, position }: SpeechPlace, label: string): Html {
  const team = teams[side];
  const chosen = content.speeches[side]?.[position - 1]?.speaker ?? null;
  return html`${position > rule.substantives && html`<span class="r-muted">Reply</span>`}<select class="who" name="${ballotFields.speaker(side, position)}" aria-label="${team?.name} ${label}">${(
    team?.roster ?? []
  ).map(({ id, name }) => html`<option value="${String(id)}"${id === chosen && html` selected`}>${name}</option>`)}</select>`;
}

function rankInput({ content, teams }: BallotView, { sheet, side, position }: SpeechPlace): Html {
  const rank = content.sheets[sheet]?.ranks[side]?.[position - 1] ?? null;
  return html`<input class="rank-in" inputmode="numeric" autocomplete="off" name="${ballotFields.rank(sheet, side, position)}" value="${rank === null ? '' : String(rank)}" placeholder="rank" aria-label="${teams[side]?.name} speaker ${position}, rank">`;
}

function ghostPart({ content, rule }: BallotView, { side, places }: { readonly side: number; readonly places: readonly number[] }): Html {
  const isGhost = (position: number): boolean => content.speeches[side]?.[position - 1]?.isGhost ?? false;
  return html`<details${places.some(isGhost) && html` open`}><summary>Somebody spoke twice?</summary>${places.map(
    (position) =>
      html`<label class="tick"><input type="checkbox" name="${ballotFields.ghost(side, position)}" value="1"${isGhost(position) && html` checked`}> ${position > rule.substantives ? 'The reply' : `Speech ${position}`} was a second speech by the same person</label>`,
  )}</details>`;
}

function winnerPart({ rule, teams, content }: BallotView, sheet: number): Html | null {
  if (!rule.winner.startsWith('ticked')) return null;
  const kind = rule.advancing === 1 ? 'radio' : 'checkbox';
  const ticked = content.sheets[sheet]?.winners ?? [];
  return html`<fieldset class="r-card r-team"><legend class="r-sr">Result</legend><b>${rule.advancing === 1 ? 'Who won?' : `Which ${rule.advancing} teams go on?`}</b>${teams.map(
    ({ name, side }, index) =>
      html`<label class="tick"><input type="${kind}" name="${ballotFields.winner(sheet)}" value="${String(index)}"${ticked.includes(index) && html` checked`}>${sideChip(side)} ${name}</label>`,
  )}</fieldset>`;
}

/** Which motion was debated, and which each side vetoed, where the round has several. */
function motionPart(view: BallotView): Html | null {
  const { asks, teams, content, faults } = view;
  if (!asks.motion && !asks.vetoes) return null;
  const ofMotion = faults.find(
    ({ code, position, message }) => code === 'motion' || (position === null && message.includes('motion was debated')),
  );
  return html`<section class="r-card r-team">${asks.motion && motionChoice(view, { name: ballotFields.motion, label: 'Which motion was debated?', none: 'Choose', chosen: content.motion, fault: ofMotion })}${
    asks.vetoes &&
    teams.map((team, side) =>
      motionChoice(view, {
        name: ballotFields.veto(side),
        label: `${team.name} vetoed`,
        none: 'Nothing',
        chosen: content.vetoes[side] ?? null,
        fault: faults.find(({ code, side: at }) => code === 'veto' && at === side),
      }),
    )
  }</section>`;
}

function ownMotionPart({ content, faults }: BallotView): Html {
  const error = faults.find(({ message }) => message.startsWith('Name one motion'))?.message;
  return html`<section class="r-card r-team">${field({ name: ballotFields.ownMotion, label: 'Another motion than the round’s, in its words', type: 'text', value: content.ownMotion ?? '', error, attributes: { maxlength: longestMotion, autocomplete: 'off' } })}</section>`;
}

function commentPart({ content }: BallotView): Html {
  return html`<section class="r-card r-team">${field({ name: ballotFields.comment, label: 'Reasons, for the teams', type: 'textarea', value: content.comment ?? '', attributes: { rows: 4, maxlength: longestComment } })}</section>`;
}

interface MotionField {
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly chosen: number | null;
  readonly fault: BallotFault | undefined;
}

function motionChoice({ motions }: BallotView, { name, label, none, chosen, fault }: MotionField): Html {
  const invalid = fault && html` aria-invalid="true"`;
  return html`<label class="motion-in"><span>${label}</span><select name="${name}"${invalid}><option value="">${none}</option>${motions.map(
    (motion) => html`<option value="${motion.value}"${motion.value === chosen && html` selected`}>${motion.label}</option>`,
  )}</select>${fault && html`<span class="r-error">${icon('x-octagon-fill')} ${fault.message}</span>`}</label>`;
}

function startWords(rule: SheetRule): string {
  if (rule.hasScores) return 'Enter the scores, then send.';
  return rule.advancing === 1 ? 'Tick who won, then send.' : `Tick the ${rule.advancing} teams that go on, then send.`;
}

function rangeWords(rule: SheetRule): string {
  if (!rule.hasScores) return 'This ballot has no scores.';
  const range = ({ min, max, step }: ScoreLimits): string => `${min} to ${max} in ${step === 1 ? 'whole points' : `steps of ${step}`}`;
  const replies = rule.reply === null ? '' : ` Replies go from ${range(rule.reply)}.`;
  const ties =
    rule.winner === 'places' || rule.winner === 'higher-total' || rule.winner === 'ticked-and-higher' ? ' Teams cannot tie.' : '';
  const { min, max } = rule.substantive;
  if (rule.criteria.length > 0)
    return `${rule.criteria.map((one) => `${one.name} from ${range(one)}`).join(', ')}; a speech from ${min} to ${max} in all.${replies}${ties}`;
  return `Scores go from ${range(rule.substantive)}.${replies}${ties}`;
}
