import { banner, card, chip, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Debate } from '../../../rules/debate.ts';
import { isBye } from '../../../rules/debate.ts';
import { clockTime } from './clock-time.ts';
import { sideBadge } from './debate-cells.ts';
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
    status: roundStatus(frame, buttons(frame)),
    body: html`${notes(frame, publish)}${previewCard(frame, publish)}`,
  });
}

function buttons(frame: StepFrame): Html[] {
  const { facts } = frame;
  if (facts.drawStatus === 'C')
    return [act(frame, 'publish', { label: html`${icon('send-fill')}Hold 1 s: everybody sees this draw`, kind: 'primary', isHeld: true })];
  if (facts.drawStatus !== 'R') return wayOn(frame, 'publish');
  const withdraw = act(frame, 'withdraw', { label: html`${icon('eye-slash')}Hold 1 s: withdraw the draw`, kind: 'danger', isHeld: true });
  return facts.isCompleted ? [] : [withdraw, ...wayOn(frame, 'publish')];
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
  }${published && banner({ kind: 'recovered', text: published, detail: 'Corrections of panels and rooms are seen at once.' })}`;
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
