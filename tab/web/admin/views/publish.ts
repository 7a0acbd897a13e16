import { banner, card, chip, csrfField, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Debate } from '../../../rules/debate.ts';
import { isBye } from '../../../rules/debate.ts';
import { publishPaths } from '../publish-paths.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';
import { sideBadge } from './debate-cells.ts';
import { door } from './doors.ts';
import { actButton } from './frame.ts';
import { act, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

interface Publish {
  readonly debates: readonly Debate[];
  /** False when the setting public_draw keeps every draw off the public site. */
  readonly isOnPublicSite: boolean;
  readonly timezone: string;
}

export function publishPage(frame: StepFrame, publish: Publish): Html {
  return stepView(frame, {
    step: 'publish',
    title: 'publish',
    liveUrl: paths.roundLive(frame.event.slug, frame.round.seq),
    status: roundStatus(frame, buttons(frame)),
    body: html`${lamp(frame, publish)}${notes(frame, publish)}${planCard(frame)}${previewCard(frame, publish)}`,
  });
}

function buttons(frame: StepFrame): Html[] {
  const { facts, round } = frame;
  if (facts.drawStatus === 'C')
    return [act(frame, 'publish', { label: html`${icon('send-fill')}Hold 1 s: everybody sees this draw`, kind: 'primary', isHeld: true })];
  if (facts.drawStatus !== 'R') return wayOn(frame, 'publish');
  const panels = act(frame, 'publish-panels', {
    label: html`${icon('send-fill')}Hold 1 s: everybody sees the adjudicators`,
    kind: 'primary',
    isHeld: true,
  });
  const withdraw = act(frame, 'withdraw', { label: html`${icon('eye-slash')}Hold 1 s: withdraw the draw`, kind: 'danger', isHeld: true });
  if (facts.isCompleted) return [];
  return [...(round.arePanelsHeld === true ? [panels] : []), withdraw, ...wayOn(frame, 'publish')];
}

/** What happens next by itself, and the way back. */
function lamp({ event, round, visitor }: StepFrame, { timezone }: Publish): Html | null {
  const { drawStatus, hallSince, publishAt } = round;
  if (drawStatus !== 'C' || (!hallSince && !publishAt)) return null;
  const when = publishAt
    ? `Phones get it at ${clockTime(publishAt, timezone)}.`
    : 'Phones get it when the screen has shown every room, or when you press.';
  const text = hallSince ? `The hall sees this draw since ${clockTime(hallSince, timezone)}.` : 'This draw publishes itself.';
  return html`${banner({ kind: 'info', text, detail: when })}<div class="r-buttons">${actButton({
    action: publishPaths.dropPlan(event.slug, round.seq),
    csrf: visitor.csrf,
    label: 'Take the plan back',
  })}</div>`;
}

function notes({ facts, round }: StepFrame, { isOnPublicSite, timezone }: Publish): Html {
  const open = [
    facts.withoutChair > 0 ? `${facts.withoutChair} without a chair` : '',
    facts.withoutVenue > 0 ? `${facts.withoutVenue} without a room` : '',
    facts.withClash > 0 ? `${facts.withClash} with a clash` : '',
  ].filter((words) => words !== '');
  const published = round.drawPublishedAt && `Public since ${clockTime(round.drawPublishedAt, timezone)}.`;
  return html`${open.length > 0 && facts.drawStatus !== 'R' && banner({ kind: 'degraded', text: `Debates ${open.join(', ')}.`, detail: 'It can be published all the same.' })}${
    !isOnPublicSite &&
    banner({
      kind: 'info',
      text: 'The setting public_draw is off.',
      detail: 'Holders of private links see the draw, the public site does not show it.',
    })
  }${published && banner({ kind: 'recovered', text: published, detail: round.arePanelsHeld === true ? 'Adjudicators are held back.' : 'Corrections of panels and rooms are seen at once.' })}`;
}

const waits = [
  { value: 'shown', label: 'when the hall has seen every room' },
  { value: '30', label: '30 seconds later' },
  { value: '60', label: '1 minute later' },
  { value: '180', label: '3 minutes later' },
] as const;

/** Other ways to publish a confirmed draw: the hall first, teams first, at a time. */
function planCard(frame: StepFrame): Html | null {
  const { event, round, visitor, facts } = frame;
  const screen = door(visitor, {
    href: publishPaths.projector(event.slug, round.seq),
    needs: 'view.briefingdraw',
    words: html`${icon('display')}Open the hall’s screen`,
    button: 'btn btn-outline',
  });
  if (facts.drawStatus !== 'C') return screen !== null && facts.drawStatus === 'R' ? html`<div class="r-buttons">${screen}</div>` : null;
  const plan = publishPaths.plan(event.slug, round.seq);
  return card({
    title: 'Other ways',
    aside: screen,
    body: html`<div class="r-two start"><form class="r-stack" method="post" action="${plan}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="hall" value="1">
<label class="form-label" for="when">The hall sees it now, phones</label><select class="form-select" id="when" name="when">${waits.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</select>
<div class="r-buttons"><button class="btn btn-outline">Show it in the hall first</button></div></form>
<form class="r-stack" method="post" action="${plan}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="when" value="at">
<label class="form-label" for="at">Everybody sees it at, in event time</label><input class="form-control" type="datetime-local" id="at" name="at" required>
<div class="r-buttons"><button class="btn btn-outline">Publish at this time</button></div></form></div>
<div class="r-buttons">${act(frame, 'publish-teams', { label: 'Hold 1 s: teams now, adjudicators later', isHeld: true })}</div>`,
  });
}

function previewCard({ sides, facts }: StepFrame, { debates }: Publish): Html {
  return card({
    title: facts.drawStatus === 'R' ? 'What everybody sees' : 'What everybody will see',
    say: `${debates.length} debates`,
    flush: true,
    body: table({
      caption: `Draw of ${facts.name} as the public sees it`,
      columns: [{ label: 'Room' }, ...sides.map((side) => ({ label: sideBadge(side) })), { label: 'Adjudicators' }],
      rows: debates
        .toSorted((a, b) => (a.venue?.name ?? '~').localeCompare(b.venue?.name ?? '~', 'en', { numeric: true }))
        .map((debate) => [
          isBye(debate) ? chip('idle', 'sits out') : html`<b>${debate.venue?.name ?? '–'}</b>`,
          ...sides.map((_side, side) => debate.teams[side]?.name ?? ''),
          debate.panel.map(({ name, place }) => `${name}${marks[place]}`).join(', '),
        ]),
    }),
  });
}

const marks = { C: ' (chair)', P: '', T: ' (trainee)' } as const;
