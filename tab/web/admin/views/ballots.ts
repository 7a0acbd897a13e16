import { card, chip, csrfField, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { TableRow } from '#kit/html/table.ts';
import type { DebateOutcome } from '../../../round/results.ts';
import type { Debate } from '../../../rules/debate.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';
import { act, roundStatus, stepView } from './step.ts';
import type { StepFrame } from './step.ts';

interface Ballots {
  readonly outcomes: readonly DebateOutcome[];
  readonly timezone: string;
}

export function ballotsPage(frame: StepFrame, ballots: Ballots): Html {
  return stepView(frame, {
    step: 'ballots',
    title: 'ballots',
    status: roundStatus(frame, buttons(frame)),
    liveUrl: paths.roundLive(frame.event.slug, frame.round.seq),
    body: ballotsCard(frame, ballots),
  });
}

function buttons(frame: StepFrame): Html[] {
  const { facts } = frame;
  if (facts.isCompleted)
    return [
      act(frame, 'reopen', { label: html`${icon('arrow-counterclockwise')}Hold 1 s: take the results back`, kind: 'danger', isHeld: true }),
    ];
  const confirm = facts.ballotsToConfirm > 0 ? [act(frame, 'confirm-ballots', { label: 'Confirm all single ballots' })] : [];
  const isReady = facts.drawStatus === 'R' && facts.debates > 0 && facts.ballotsConfirmed === facts.debates;
  const complete = isReady
    ? [act(frame, 'complete', { label: html`${icon('check-lg')}Hold 1 s: the round is over`, kind: 'primary', isHeld: true })]
    : [];
  return [...confirm, ...complete];
}

function ballotsCard(frame: StepFrame, { outcomes, timezone }: Ballots): Html {
  const { facts } = frame;
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
      rows: outcomes.toSorted(byUrgency).map((outcome) => ballotRow(frame, outcome, timezone)),
    }),
  });
}

/** What needs a decision first, then what is missing, then what is done. */
function byUrgency(a: DebateOutcome, b: DebateOutcome): number {
  return urgency(a) - urgency(b) || (a.debate.venue?.name ?? '').localeCompare(b.debate.venue?.name ?? '', 'en', { numeric: true });
}

function urgency({ debate, versions }: DebateOutcome): number {
  if (debate.resultStatus === 'C') return 3;
  if (versions.length > 1) return 0;
  return versions.length === 1 ? 1 : 2;
}

function ballotRow(frame: StepFrame, { debate, outcome, versions }: DebateOutcome, timezone: string): TableRow {
  const cells = [
    html`<b>${debate.venue?.name ?? `room ${debate.roomRank}`}</b>`,
    stateChip(debate, versions.length),
    teamsWords(debate, outcome),
    debate.panel.find(({ place }) => place === 'C')?.name ?? '–',
    html`<ul class="r-versions">${versions.map((version) => versionLine(frame, debate, { version, timezone }))}</ul>`,
    html`<a class="btn btn-outline" href="${paths.ballot(frame.event.slug, debate.id)}">${versions.length === 0 ? 'Enter' : 'Open'}</a>`,
  ];
  return debate.resultStatus !== 'C' && versions.length > 1 ? { cells, state: 'late' } : cells;
}

function stateChip(debate: Debate, versions: number): Html {
  if (debate.resultStatus === 'C') return chip('ok', 'confirmed');
  if (versions > 1) return chip('late', `${versions} versions`);
  return versions === 1 ? chip('wait', 'to confirm') : chip('idle', 'none yet');
}

function teamsWords(debate: Debate, outcome: DebateOutcome['outcome']): Html {
  return html`${debate.teams.map((team, side) => html`${side > 0 && ', '}${team.name}${took(outcome?.[side])}`)}`;
}

function took(one: { readonly points: number | null; readonly win: boolean | null } | undefined): Html | null {
  if (one === undefined) return null;
  return html` <b>${one.points ?? (one.win === true ? 'won' : 'lost')}</b>`;
}

function versionLine(
  { event, visitor }: StepFrame,
  debate: Debate,
  { version, timezone }: { version: DebateOutcome['versions'][number]; timezone: string },
): Html {
  const confirmed = html`${icon('check-circle-fill')} `;
  const who = version.submitterType === 'P' ? 'judge' : version.submitter;
  const confirm = html` <form method="post" action="${paths.decision(event.slug, version.id, 'confirm')}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="replaces" value=""><button class="btn btn-outline">Confirm</button></form>`;
  return html`<li>${version.isConfirmed && confirmed}v${version.version} ${who}, ${clockTime(version.createdAt, timezone)}${debate.resultStatus !== 'C' && confirm}</li>`;
}
