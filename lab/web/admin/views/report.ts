import { card, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';
import { roundChoice, type RoundChoice } from './data.ts';
import { adminPage, type SessionTitle, type Visitor } from './frame.ts';

export interface ReportPage {
  readonly session: SessionTitle;
  readonly rounds: readonly RoundChoice[];
  readonly chosen: RoundChoice;
  /** Of the game's author. */
  readonly content: Html;
  readonly visitor: Visitor;
}

/** What a game says about one of its rounds. */
export function reportPage({ session, rounds, chosen, content, visitor }: ReportPage): Html {
  return adminPage({
    title: 'Report',
    visitor,
    place: { session, tab: 'report' },
    body: html`${statusSentence({ state: 'idle', icon: 'graph-up-arrow', sentence: `Report on ${chosen.label}`, detail: 'As it is now; load the page again to see what is new.' })}
    ${roundChoice(rounds, { session, chosen, href: paths.report })}${card({ title: chosen.label, body: content })}`,
  });
}
