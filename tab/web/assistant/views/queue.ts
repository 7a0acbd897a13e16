import { card, chip, emptyState, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { BallotQueue, QueueItem } from '../../../round/ballot-queue.ts';
import { livePart, tabPage } from '../../admin/views/frame.ts';
import type { Event, Visitor } from '../../admin/views/frame.ts';
import { paths } from '../paths.ts';

interface Queue {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly queue: BallotQueue;
  /** A room that was looked for and is not in the queue; empty for none. */
  readonly typed: string;
}

/** What to enter and what to check, by room; the keys E and C open the first of each. */
export function queuePage({ visitor, event, queue, typed }: Queue): Html {
  const { enter, check, stuck } = queue;
  return tabPage({
    title: 'Ballots to enter and check',
    visitor,
    event,
    tab: 'queue',
    isLive: true,
    islands: ['queue-keys'],
    body: html`<form class="r-inline" method="get" action="${paths.queue(event.slug)}" role="search">${field({
      name: 'find',
      label: 'Room, or scan the ballot',
      type: 'search',
      value: '',
      ...(typed === '' ? {} : { error: `Nothing to do for "${typed}".` }),
      attributes: { autofocus: true, autocomplete: 'off' },
    })}<div class="r-buttons"><button class="btn btn-outline">Open</button></div></form>
${livePart(
  paths.live(event.slug),
  html`${sentence(queue)}<div class="r-two start" data-island="queue-keys" data-props="{}">${column(event.slug, { title: 'Enter', key: 'E', items: enter, empty: 'No ballot is missing.' })}${column(event.slug, { title: 'Check', key: 'C', items: check, empty: 'Nothing waits to be checked by you.' })}</div>
${stuck.length > 0 && card({ title: 'For the tab director', say: `${stuck.length}`, body: html`<ul>${stuck.map((item) => html`<li><b>${item.room}</b> <span class="r-muted">${item.teams.join(', ')}</span></li>`)}</ul>` })}`,
)}`,
  });
}

function sentence({ enter, check, own, confirmed, debates }: BallotQueue): Html {
  const detail = `${confirmed} of ${debates} confirmed${own > 0 ? ` · ${own} you entered wait for somebody else` : ''} · keys: E enter, C check`;
  if (enter.length + check.length === 0) return statusSentence({ state: 'ok', sentence: 'Nothing to do right now.', detail });
  const parts = [...(enter.length > 0 ? [`${enter.length} to enter`] : []), ...(check.length > 0 ? [`${check.length} to check`] : [])];
  return statusSentence({ state: 'wait', sentence: `${parts.join(', ')}.`, detail });
}

interface Column {
  readonly title: string;
  readonly key: string;
  readonly items: readonly QueueItem[];
  readonly empty: string;
}

function column(slug: string, { title, key, items, empty }: Column): Html {
  if (items.length === 0) return emptyState({ icon: 'check-lg', sentence: empty, fact: 'This page follows by itself.' });
  const first = items.findIndex(({ holder }) => holder === null);
  const lines = items.map((item, index) => {
    const link = item.version === null ? paths.enter(slug, item.debateId) : paths.check(slug, item.version.id);
    return html`<li><a class="btn btn-outline" href="${link}"${index === first && html` data-key="${key.toLowerCase()}"`}>${item.room}</a> <span class="r-muted">${item.teams.join(', ')}</span>${item.holder && chip('idle', `in hand: ${item.holder}`)}</li>`;
  });
  return card({ title, say: `${items.length}`, body: html`<ul class="r-queue">${lines}</ul>` });
}
