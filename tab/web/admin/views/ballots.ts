import { card, chip, csrfField, icon, meter } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { TableRow } from '#kit/html/table.ts';
import type { DebateOutcome, DebateVerdict } from '../../../round/results.ts';
import type { Debate } from '../../../rules/debate.ts';
import type { BallotProgress } from '../../../rules/results/progress.ts';
import { areBallotsIn } from '../../../rules/round-stage.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';
import { act, roundStatus, stepView } from './step.ts';
import type { StepFrame } from './step.ts';

type Outcome = DebateOutcome & DebateVerdict;

interface Ballots {
  readonly outcomes: readonly Outcome[];
  /** Teams with somebody who spoke twice, in this round and in the one before. */
  readonly ironNow: ReadonlySet<number>;
  readonly ironBefore: ReadonlySet<number>;
  readonly progress: BallotProgress;
  readonly timezone: string;
}

export function ballotsPage(frame: StepFrame, ballots: Ballots): Html {
  return stepView(frame, {
    step: 'ballots',
    title: 'ballots',
    status: roundStatus(frame, buttons(frame)),
    liveUrl: paths.roundLive(frame.event.slug, frame.round.seq),
    body: html`${progressCard(frame, ballots)}${ballotsCard(frame, ballots)}`,
  });
}

function buttons(frame: StepFrame): Html[] {
  const { facts } = frame;
  if (facts.isCompleted)
    return [
      act(frame, 'reopen', { label: html`${icon('arrow-counterclockwise')}Hold 1 s: take the results back`, kind: 'danger', isHeld: true }),
      html`<a class="btn btn-primary" href="${paths.overview(frame.event.slug)}">On with the tournament</a>`,
    ];
  const confirm = facts.ballotsToConfirm > 0 ? [act(frame, 'confirm-ballots', { label: 'Confirm all single ballots' })] : [];
  const isReady = facts.drawStatus === 'R' && facts.debates > 0 && areBallotsIn(facts);
  const complete = isReady
    ? [act(frame, 'complete', { label: html`${icon('check-lg')}Hold 1 s: the round is over`, kind: 'primary', isHeld: true })]
    : [];
  const sheets =
    facts.debates > 0
      ? [html`<a class="btn btn-outline" href="${paths.sheets(frame.event.slug, frame.round.seq)}">${icon('printer')}Scoresheets</a>`]
      : [];
  return [...sheets, ...confirm, ...complete];
}

/** How many are in, how they came in, and when the last is expected. */
function progressCard({ facts }: StepFrame, { progress, timezone }: Ballots): Html | null {
  if (facts.debates === 0 || facts.isCompleted) return null;
  const share = (100 * facts.ballotsConfirmed) / facts.debates;
  const finish =
    progress.finishAt === null
      ? null
      : html` · at this pace all are confirmed at <b>${clockTime(new Date(progress.finishAt), timezone).slice(0, 5)}</b>`;
  const words = html`${facts.ballotsConfirmed} of ${facts.debates} confirmed, ${progress.sent.length} in${finish}`;
  return card({
    title: 'Progress',
    body: html`${meter(share, words, 'ok')}${progress.sent.length > 1 && curves(progress, facts.debates)}`,
  });
}

/** Two stairs over time, sent above confirmed; the sentence above says the same in numbers. */
function curves({ sent, confirmed }: BallotProgress, debates: number): Html {
  const all = [...sent, ...confirmed].map(({ at }) => at);
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const x = (at: number): number => Math.round((1000 * (at - from)) / Math.max(1, to - from)) / 10;
  const y = (count: number): number => Math.round(10 * (30 - (30 * count) / debates)) / 10;
  const stairs = (points: BallotProgress['sent']): string =>
    points.reduce((path, { at, count }) => `${path}H${x(at)}V${y(count)}`, `M0 30`) + 'H100';
  return html`<svg class="r-stairs" viewBox="0 0 100 30" preserveAspectRatio="none" role="img" aria-label="Ballots over time: ${sent.length} in, ${confirmed.length} confirmed"><path class="sent" d="${stairs(sent)}"/><path class="confirmed" d="${stairs(confirmed)}"/></svg>`;
}

function ballotsCard(frame: StepFrame, ballots: Ballots): Html {
  const { facts } = frame;
  const { outcomes } = ballots;
  return card({
    title: 'Ballots',
    say: `${facts.ballotsConfirmed} of ${facts.debates} confirmed`,
    flush: true,
    body: table({
      caption: `Ballots of ${facts.name}`,
      cards: true,
      columns: [
        { label: 'Room' },
        { label: 'State' },
        { label: 'Teams' },
        { label: 'Chair' },
        { label: 'Versions' },
        { label: 'Enter', hidden: true },
      ],
      rows: outcomes.toSorted(byUrgency).map((outcome) => ballotRow(frame, outcome, ballots)),
    }),
  });
}

/** What needs a decision first, then what is missing, then what is done. */
function byUrgency(a: Outcome, b: Outcome): number {
  return urgency(a) - urgency(b) || (a.debate.venue?.name ?? '').localeCompare(b.debate.venue?.name ?? '', 'en', { numeric: true });
}

function urgency({ debate, versions, clear, isOfOtherPanel }: Outcome): number {
  if (debate.resultStatus === 'C') return isOfOtherPanel ? 0 : 3;
  if (debate.resultStatus === 'P') return 4;
  if (versions.length > 0 && clear === null) return 0;
  return versions.length > 0 ? 1 : 2;
}

function ballotRow(frame: StepFrame, outcome: Outcome, ballots: Ballots): TableRow {
  const { debate, versions } = outcome;
  const cells = [
    html`<b>${debate.venue?.name ?? `room ${debate.roomRank}`}</b>`,
    html`${stateChip(outcome)}${flags(outcome, ballots)}`,
    teamsWords(debate, outcome.outcome),
    panelWords(outcome),
    html`<ul class="r-versions">${versions.map((version) => versionLine(frame, outcome, { version, timezone: ballots.timezone }))}</ul>`,
    html`<a class="btn btn-outline" href="${paths.ballot(frame.event.slug, debate.id)}">${versions.length === 0 ? 'Enter' : 'Open'}</a>`,
  ];
  return urgency(outcome) === 0 ? { cells, state: 'late' } : cells;
}

function stateChip({ debate, versions, clear, singles }: Outcome): Html {
  if (debate.resultStatus === 'C') return chip('ok', 'confirmed');
  if (debate.resultStatus === 'P') return chip('idle', 'postponed');
  if (versions.length === 0) return chip('idle', 'none yet');
  if (clear !== null) return chip('wait', 'to confirm');
  return singles !== null && versions.every(({ isSingle }) => isSingle)
    ? chip('wait', `${singles} own sheets`)
    : chip('late', 'versions differ');
}

/** What somebody should look at, in words. */
function flags({ debate, versions, isOfOtherPanel, clear }: Outcome, { ironNow, ironBefore }: Ballots): Html {
  const named = (teams: ReadonlySet<number>): string =>
    debate.teams
      .filter(({ id }) => teams.has(id))
      .map(({ name }) => name)
      .join(', ');
  const words = [
    isOfOtherPanel && 'the panel has changed since',
    clear !== null && versions.length > 1 && `${versions.length} versions say the same`,
    named(ironNow) !== '' && `spoke twice: ${named(ironNow)}`,
    named(ironBefore) !== '' && `spoke twice last round: ${named(ironBefore)}`,
  ];
  return html`${words.map((one) => one && html`<br><span class="r-small r-muted">${one}</span>`)}`;
}

/** The chair, and who decided otherwise. */
function panelWords({ debate, splits }: Outcome): Html {
  const chair = debate.panel.find(({ place }) => place === 'C')?.name ?? '–';
  return html`${chair}${splits.length > 0 && html`<br><span class="r-small r-muted">split: ${splits.join(', ')}</span>`}`;
}

function teamsWords(debate: Debate, outcome: DebateOutcome['outcome']): Html {
  return html`${debate.teams.map((team, side) => html`${side > 0 && ', '}${team.name}${took(outcome?.[side])}`)}`;
}

function took(one: { readonly points: number | null; readonly win: boolean | null } | undefined): Html | null {
  if (one === undefined) return null;
  return html` <b>${one.points ?? (one.win === true ? 'won' : 'lost')}</b>`;
}

type Version = DebateOutcome['versions'][number];

function versionLine(frame: StepFrame, outcome: Outcome, { version, timezone }: { version: Version; timezone: string }): Html {
  const confirmed = html`${icon('check-circle-fill')} `;
  const link = html`<a href="${paths.ballot(frame.event.slug, outcome.debate.id)}">v${version.version}</a>`;
  return html`<li>${version.isConfirmed && confirmed}${link} ${authorOf(version)}, ${clockTime(version.createdAt, timezone)}${version.isSingle && ' · own sheet'}${confirmForm(frame, outcome, version)}</li>`;
}

function authorOf({ submitterType, submitter }: Version): string {
  return submitterType === 'T' ? submitter : submitterType === 'A' ? 'put together' : 'judge';
}

/** For whoever may confirm, where the version stands for the whole debate. */
function confirmForm({ event, visitor }: StepFrame, { debate, clear }: Outcome, { id, isSingle }: Version): Html | null {
  const { may = () => true } = visitor;
  const mayConfirm = may('mark.ballotsubmission') || may('mark.ballotsubmission.others');
  if (!mayConfirm || debate.resultStatus === 'C' || (isSingle && clear?.id !== id)) return null;
  return html` <form method="post" action="${paths.decision(event.slug, id, 'confirm')}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="replaces" value=""><button class="btn btn-outline">Confirm</button></form>`;
}
