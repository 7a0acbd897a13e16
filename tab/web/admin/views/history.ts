import { card, emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html, HtmlValue } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { doesPublish } from '../../../rules/history/history.ts';
import type { HistoryLine } from '../../../rules/history/history.ts';
import type { Round } from '../../../rules/round.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';
import { actButton, livePart, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';
import { undoKey } from './step.ts';

interface HistoryView {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly round: Round;
  readonly lines: readonly HistoryLine[];
  readonly timezone: string;
}

/** Who did what to the round, the newest first, each with the way back. */
export function historyPage(view: HistoryView): Html {
  const { visitor, fault, event, round, lines } = view;
  const open = lines.find(({ entry, standing }) => standing.kind === 'open' && entry.takenBack === null);
  return tabPage({
    title: `${round.name}, history`,
    visitor,
    fault,
    event,
    tab: 'history',
    isLive: true,
    islands: ['tab/undo-key'],
    body: html`${livePart(
      paths.roundLive(event.slug, round.seq),
      html`${statusSentence({
        state: 'ok',
        sentence: `What was done to ${round.name}.`,
        detail: open ? html`Last: <b>${open.entry.actor}</b> ${open.words}.` : 'Nothing stands that could be taken back.',
      })}${
        lines.length === 0
          ? emptyState({
              icon: 'clock-history',
              sentence: 'Nothing yet',
              fact: 'Every act on the round stands here, and most can be taken back.',
            })
          : listCard(view)
      }`,
    )}${undoKey(event, round, visitor)}`,
  });
}

function listCard(view: HistoryView): Html {
  return card({
    title: 'History',
    say: 'ballots are taken back on their own pages',
    flush: true,
    body: table({
      caption: 'What was done to the round',
      cards: true,
      columns: [{ label: 'Time' }, { label: 'Who' }, { label: 'Did' }, { label: 'Way back' }],
      rows: view.lines.map((line) => [
        clockTime(line.entry.at, view.timezone),
        html`<b>${line.entry.actor}</b>`,
        line.words,
        wayBack(view, line),
      ]),
    }),
  });
}

function wayBack({ event, round, visitor, timezone }: HistoryView, { entry, standing }: HistoryLine): HtmlValue {
  if (standing.kind === 'undone')
    return html`<span class="r-muted">${standing.by.actor} took it back, ${clockTime(standing.by.at, timezone)}</span>`;
  if (standing.kind !== 'open') return html`<span class="r-muted">${standing.why}</span>`;
  if (visitor.may?.(standing.needs) === false) return html`<span class="r-muted">It needs the permission ${standing.needs}.</span>`;
  const words = entry.takenBack?.turn === 'back' ? 'Do again' : 'Take back';
  const isHeld = doesPublish(entry.diff);
  return actButton({
    action: paths.undo(event.slug, round.seq, entry.seq),
    csrf: visitor.csrf,
    label: isHeld ? html`Hold 1 s: ${words.toLowerCase()}` : html`${icon('arrow-counterclockwise')}${words}`,
    isHeld,
  });
}
