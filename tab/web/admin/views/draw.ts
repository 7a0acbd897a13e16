import { card, chip, emptyState, field, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Debate, DebateTeam } from '../../../rules/debate.ts';
import { isBye } from '../../../rules/debate.ts';
import { reasonSentence, type DrawReason } from '../../../rules/draw/explanation.ts';
import { positionBalance, type BalanceVerdict } from '../../../rules/draw/position-balance.ts';
import type { TeamId } from '../../../rules/ids.ts';
import { availabilityProblem } from '../../../rules/round-stage.ts';
import type { RoundCheck } from '../../../rules/round-checks.ts';
import { paths } from '../routes.ts';
import type { DrawEditName } from '../routes.ts';
import { checksCard } from './checks.ts';
import { sideBadge } from './debate-cells.ts';
import { canEdit, debateEdits, editCard, emptySeat, teamOnSeat } from './draw-edit.ts';
import type { DrawEditing } from './draw-edit.ts';
import { act, nextStep, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

/** How the draw was made, as far as a person asks. */
export interface DrawStory extends DrawEditing {
  readonly checks: readonly RoundCheck[];
  readonly run: {
    readonly method: string;
    readonly seed: string;
    readonly durationMs: number;
    readonly explanation: readonly { readonly id: TeamId; readonly points: number; readonly reasons?: readonly DrawReason[] }[];
  } | null;
}

export function drawPage(frame: StepFrame, story: DrawStory): Html {
  return stepView(frame, {
    step: 'draw',
    title: 'draw',
    status: roundStatus(frame, buttons(frame, story)),
    islands: ['tab/swap-board'],
    liveUrl: paths.roundLive(frame.event.slug, frame.round.seq),
    body:
      frame.facts.drawStatus === 'N'
        ? noDraw(frame)
        : html`<div class="r-stack" id="draw" data-island="swap-board" data-props="${JSON.stringify(propsOf(frame))}">${checksCard(frame, story.checks)}${drawCard(frame, story)}${editCard(frame, story)}</div>${removal(frame, story)}`,
  });
}

function propsOf(frame: StepFrame) {
  const { event, round, visitor } = frame;
  const isEditable = canEdit(frame);
  const url = (edit: DrawEditName): string | null => (isEditable ? paths.editDraw(event.slug, round.seq, edit) : null);
  const undoUrl = isEditable ? paths.undoLast(event.slug, round.seq) : null;
  return { noun: 'team', of: 'draw_edited', putUrl: url('put'), undoUrl, csrf: visitor.csrf };
}

function buttons(frame: StepFrame, { debates }: DrawStory): Html[] {
  const { facts } = frame;
  if (facts.drawStatus === 'N')
    return availabilityProblem(facts) === null ? [act(frame, 'draw', { label: 'Draw the round', kind: 'primary' })] : [];
  const sidesOpen = debates.some((debate) => !debate.areSidesConfirmed);
  const sides = sidesOpen ? [act(frame, 'confirm-sides', { label: 'Confirm sides as they stand' })] : [];
  if (facts.drawStatus === 'D') return [...sides, act(frame, 'confirm-draw', { label: 'Confirm the draw', kind: 'primary' })];
  return [...sides, ...wayOn(frame, 'draw')];
}

function noDraw(frame: StepFrame): Html {
  const problem = availabilityProblem(frame.facts);
  return emptyState({
    icon: 'dice-5',
    sentence: problem === null ? `${frame.facts.teams} teams are ready to be drawn` : `${problem}.`,
    fact: problem === null ? 'The seed is kept, so the draw can be made again and explained.' : 'Nothing is drawn before that is mended.',
    action: problem === null ? act(frame, 'draw', { label: 'Draw the round' }) : cure(frame),
  });
}

/** Where what keeps the round from being drawn is mended. */
function cure(frame: StepFrame): Html {
  const isOfSides = availabilityProblem({ ...frame.facts, allocatedSides: null }) === null;
  if (!isOfSides) return nextStep(frame, 'available', 'Mark who is here');
  return html`<a class="btn btn-primary" href="${`${paths.sides(frame.event.slug)}?round=${frame.round.seq}`}">Give sides</a>`;
}

function drawCard(frame: StepFrame, { debates, run }: DrawStory): Html {
  const { sides, facts } = frame;
  const points = new Map(run?.explanation.map((team) => [team.id, team.points]) ?? []);
  const reasons = new Map(run?.explanation.map((team) => [team.id, team.reasons ?? []]) ?? []);
  const names = new Map(debates.flatMap((debate) => debate.teams.map((team) => [team.id, team.name] as const)));
  return card({
    title: `${debates.length} debates`,
    say: run && [...summary(debates, reasons), `${run.method.replaceAll('_', ' ')}; the number after a team is its points`].join(' · '),
    aside: run && html`<span class="r-muted r-small r-wrap">seed <code>${run.seed}</code></span>`,
    flush: true,
    body: table({
      caption: `Draw of ${facts.name}`,
      columns: [
        { label: 'No.', numeric: true },
        { label: 'Bracket', numeric: true },
        ...sides.map((side) => ({ label: sideBadge(side) })),
        { label: 'Remarks' },
      ],
      rows: debates.map((debate) => [
        debate.roomRank,
        bracketOf(debate),
        ...teamCells(frame, debate, { points, reasons }),
        html`${remarksOf(debate)}${debateEdits(frame, debate)}${whyOf(debate, reasons, names)}`,
      ]),
    }),
  });
}

/** What stands out of the draw as a whole, in counts. */
function summary(debates: readonly Debate[], reasons: ReadonlyMap<TeamId, readonly DrawReason[]>): string[] {
  const teams = debates.flatMap((debate) => debate.teams);
  const verdicts = teams.flatMap(({ id }) => (reasons.get(id) ?? []).flatMap((reason) => (reason.kind === 'position' ? [reason] : [])));
  const uneven = verdicts.filter(({ history, position }) => {
    const { verdict } = positionBalance(history, position);
    return verdict === 'regression' || verdict === 'still bad';
  });
  const pullups = teams.filter(({ flags }) => flags.includes('pullup')).length;
  return [
    `${pullups} ${pullups === 1 ? 'pull-up' : 'pull-ups'}`,
    ...(verdicts.length > 0 ? [`${uneven.length} ${uneven.length === 1 ? 'team' : 'teams'} in a position that could be more even`] : []),
  ];
}

const bracketOf = (debate: Debate): string => (isBye(debate) ? '–' : String(debate.bracket));

interface Told {
  readonly points: ReadonlyMap<number, number>;
  readonly reasons: ReadonlyMap<TeamId, readonly DrawReason[]>;
}

/** A cell a side; where teams can be moved, each is one that can be taken in hand. */
function teamCells(frame: StepFrame, debate: Debate, told: Told): Html[] {
  const { sides } = frame;
  const cell = (side: number): Html => {
    const seat = { debate, side, sides };
    const team = debate.teams.find((one) => one.side === side);
    if (team === undefined) return canEdit(frame) && !isBye(debate) ? emptySeat(seat) : html``;
    const shown = teamCell(team, told);
    return canEdit(frame) ? teamOnSeat(seat, team, shown) : shown;
  };
  return sides.map((_side, index) => cell(isBye(debate) && index === 0 ? -1 : index));
}

function teamCell(team: DebateTeam, { points, reasons }: Told): Html {
  return html`<span class="r-nowrap"><b>${team.name}</b> <span class="r-muted">${points.get(team.id) ?? ''}</span></span>${team.flags.includes('pullup') && html` ${chip('idle', 'pull-up')}`}${balanceChip(reasons.get(team.id) ?? [])}`;
}

const balanceChips: Record<BalanceVerdict, Html | null> = {
  balanced: null,
  regression: chip('fail', 'now uneven'),
  'still bad': chip('fail', 'still uneven'),
  improving: chip('late', 'less uneven'),
  resolved: chip('ok', 'balanced'),
};

/** What the draw does to the balance of a BP team's positions. */
function balanceChip(reasons: readonly DrawReason[]): Html | null {
  const position = reasons.find((reason) => reason.kind === 'position');
  const mark = position && balanceChips[positionBalance(position.history, position.position).verdict];
  return mark ? html` ${mark}` : null;
}

const flagWords: Readonly<Record<string, string>> = {
  max_swapped: 'met before or same institution',
  '1u1d_hist': 'swapped: had met',
  '1u1d_inst': 'swapped: same institution',
  '1u1d_other': 'swapped to make room',
  edited: 'changed by hand',
};

function remarksOf(debate: Debate): Html {
  if (isBye(debate)) return html`${chip('idle', 'sits out')}`;
  const words = debate.flags.map((flag) => chip('wait', flagWords[flag] ?? flag));
  return html`${words}${!debate.areSidesConfirmed && chip('late', 'sides open')}`;
}

/** Folded away: why each team of the debate is in it. */
function whyOf(debate: Debate, reasons: ReadonlyMap<TeamId, readonly DrawReason[]>, names: ReadonlyMap<TeamId, string>): Html | null {
  const told = debate.teams.filter((team) => (reasons.get(team.id) ?? []).length > 0);
  if (told.length === 0) return null;
  const sentences = (team: TeamId): string =>
    (reasons.get(team) ?? []).map((reason) => reasonSentence(reason, (id) => names.get(id) ?? 'a team')).join(' ');
  return html`<details><summary>Why?</summary>${told.map((team) => html`<p class="r-small"><b>${team.name}</b> ${sentences(team.id)}</p>`)}</details>`;
}

function removal(frame: StepFrame, { debates }: DrawStory): Html | null {
  const hasPanels = debates.some(({ panel }) => panel.length > 0);
  if (frame.facts.drawStatus === 'R' || frame.facts.isCompleted || frame.visitor.may?.('delete.debate') === false) return null;
  return card({
    title: 'Start again',
    say: 'takes the draw away with its panels and rooms; the history can bring it back',
    body: act(frame, 'delete-draw', {
      label: html`${icon('x-lg')}Hold 1 s: delete this draw`,
      kind: 'danger',
      isHeld: true,
      fields: html`${field({
        name: 'name',
        label: `Type ${frame.round.name} to delete its draw`,
        type: 'text',
        required: true,
        attributes: { autocomplete: 'off' },
      })}${hasPanels && field({ name: 'keep-panels', label: 'Keep its panels, made ahead of the next draw', type: 'checkbox' })}`,
    }),
  });
}
