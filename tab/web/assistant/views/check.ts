import { banner, csrfField, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { BallotForm } from '../../../round/ballot-form.ts';
import type { Ballot } from '../../../rules/ballots/ballot.ts';
import type { BallotCell } from '../../../rules/ballots/differences.ts';
import { tabPage } from '../../admin/views/frame.ts';
import type { Event, PageFault, Visitor } from '../../admin/views/frame.ts';
import { ballotSheets, rangeWords } from '../../ballot-sheets.ts';
import { cellWords } from '../../ballot-words.ts';
import { paths } from '../paths.ts';
import { chairWords } from './enter.ts';

interface Check {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly form: BallotForm;
  readonly row: { readonly id: number; readonly version: number };
  readonly room: string;
  readonly content: Ballot;
  /** Cells that are not what was entered first. */
  readonly differing: readonly BallotCell[];
  readonly isBlind: boolean;
  /** The visitor entered it, so somebody else must check it. */
  readonly isOwn: boolean;
  readonly intent: string;
}

export function checkPage(check: Check): Html {
  const { visitor, fault, event, form, room, isBlind } = check;
  return tabPage({
    title: `Check ${room}`,
    visitor,
    fault,
    event,
    tab: 'queue',
    islands: isBlind ? ['ballot-entry'] : ['queue-keys'],
    body: html`${statusSentence({
      state: 'wait',
      sentence: isBlind ? `Type the ballot of ${room} once more.` : `Is this what the paper of ${room} says?`,
      detail: html`${form.round.name}, version ${check.row.version} · ${chairWords(form)}${rangeWords(form)}`,
    })}${check.isOwn ? banner({ kind: 'degraded', text: 'You entered this ballot, so somebody else checks it.' }) : isBlind ? blindForm(check) : lookForm(check)}
<p><a href="${paths.queue(event.slug)}">Back to the queue</a></p>`,
  });
}

function blindForm({ event, visitor, form, row, content, differing, intent }: Check): Html {
  const rejectable = differing.length > 0;
  return html`${rejectable && banner({ kind: 'failed', text: `${differing.length} ${differing.length === 1 ? 'cell is' : 'cells are'} not what was entered before.`, detail: html`Look at the paper again: ${differing.map((cell) => cellWords(cell, form)).join('; ')}.` })}
<form class="r-stack" method="post" action="${paths.check(event.slug, row.id)}" data-island="submit-once">${csrfField(visitor.csrf)}<input type="hidden" name="intent" value="${intent}">
${ballotSheets({ form, content, faults: [], marked: differing })}
<div class="r-buttons"><button class="btn btn-primary" data-first>Compare</button>${rejectable && html`<button class="btn btn-outline" name="do" value="reject">What I typed is on the paper</button>`}</div></form>`;
}

function lookForm({ event, visitor, form, row, content }: Check): Html {
  return html`<fieldset class="r-stack" disabled>${ballotSheets({ form, content, faults: [] })}</fieldset>
<div class="r-buttons" data-island="queue-keys" data-props="{}"><form method="post" action="${paths.check(event.slug, row.id)}" data-island="submit-once">${csrfField(visitor.csrf)}<button class="btn btn-primary" autofocus data-key="y">Yes, confirm it</button></form>
<form method="post" action="${paths.reject(event.slug, row.id)}" data-island="submit-once">${csrfField(visitor.csrf)}<button class="btn btn-danger" data-key="n">No, reject it</button></form></div><p class="r-muted">Keys: Y confirms, N rejects.</p>`;
}
