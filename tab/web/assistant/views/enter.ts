import { banner, csrfField, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { BallotForm } from '../../../round/ballot-form.ts';
import type { BallotFault } from '../../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../../rules/ballots/ballot.ts';
import { tabPage } from '../../admin/views/frame.ts';
import type { Event, PageFault, Visitor } from '../../admin/views/frame.ts';
import { ballotSheets, rangeWords } from '../../ballot-sheets.ts';
import { paths } from '../paths.ts';

interface Entry {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly form: BallotForm;
  readonly content: Ballot;
  readonly faults: readonly BallotFault[];
  readonly intent: string;
  /** Nobody else has it in hand. */
  readonly isFree: boolean;
}

/** A ballot as it is typed from paper; Enter leads through it. */
export function enterPage({ visitor, fault, event, form, content, faults, intent, isFree }: Entry): Html {
  const room = form.debate.venue?.name ?? `room ${form.debate.roomRank}`;
  const { slug } = event;
  return tabPage({
    title: `Enter ${room}`,
    visitor,
    fault,
    event,
    tab: 'queue',
    islands: ['ballot-entry'],
    body: html`${statusSentence({ state: 'wait', sentence: `Enter the ballot of ${room}.`, detail: html`${form.round.name} · ${chairWords(form)}${rangeWords(form)} · Enter goes on, Ctrl+Enter saves` })}
${!isFree && banner({ kind: 'degraded', text: 'Somebody else has this ballot in hand.', detail: 'Take another from the queue, or ask who it is.' })}
<form class="r-stack" method="post" action="${paths.enter(slug, form.debate.id)}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="intent" value="${intent}">
${ballotSheets({ form, content, faults })}
<div class="r-buttons"><button class="btn btn-primary" data-first>Save for checking</button><a class="btn btn-outline" href="${paths.queue(slug)}">Back to the queue</a></div></form>`,
  });
}

/** Who chairs, so that the paper is known to be the right one. */
export function chairWords({ debate }: Pick<BallotForm, 'debate'>): Html | null {
  const chair = debate.panel.find(({ place }) => place === 'C')?.name;
  return chair === undefined ? null : html`chair <b>${chair}</b> · `;
}
