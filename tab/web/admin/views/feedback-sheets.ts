import { html, type Html } from '#kit/html/html.ts';
import type { FeedbackSheet } from '../../../feedback/sheets.ts';
import type { PanelMember } from '../../../rules/debate.ts';
import { integerScale, type FormQuestion } from '../../../rules/questions.ts';
import type { Round } from '../../../rules/round.ts';
import type { Tournament } from '../../../rules/tournament.ts';
import { paragraphsOf } from '../../public/plain-text.ts';
import { paths } from '../routes.ts';
import type { Event, Visitor } from './frame.ts';
import { blank, box, lines, paperPage, returnTo } from './paper.ts';

export interface FeedbackSheetsPage {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly tournament: Tournament;
  readonly round: Round;
  readonly sheets: readonly FeedbackSheet[];
}

/** Feedback sheets of a round, one for each expected piece. Tab spec section 9.4. */
export function feedbackSheetsPage({ visitor, event, tournament, round, sheets }: FeedbackSheetsPage): Html {
  const paper = paperOf(tournament, round);
  return paperPage({
    visitor,
    event,
    title: `${round.name}, feedback sheets`,
    tab: 'feedback',
    sentence: sheets.length === 1 ? '1 feedback sheet to print.' : `${sheets.length} feedback sheets to print, in the order of rooms.`,
    detail: 'One for each piece that is expected. What comes back is entered on the page of feedback.',
    back: { href: paths.feedback(event.slug), words: 'Back to feedback' },
    sheets: sheets.map((sheet) => sheetOn(paper, sheet)),
    none:
      round.stage === 'E'
        ? 'In elimination rounds no feedback is expected.'
        : 'They stand here once panels are made, where the settings expect feedback.',
  });
}

/** What is the same on every sheet. */
interface Paper {
  readonly event: string;
  readonly round: string;
  readonly introduction: readonly Html[];
  readonly range: string;
  readonly footer: Html | null;
}

function paperOf({ name, settings }: Tournament, round: Round): Paper {
  const place = returnTo(settings.feedback_return_location);
  return {
    event: name,
    round: round.name,
    introduction: paragraphsOf(settings.feedback_introduction).map((text) => html`<p>${text}</p>`),
    range: `${settings.adj_min_score} (lowest) to ${settings.adj_max_score} (highest)`,
    footer: place && html`<footer>${place}</footer>`,
  };
}

function sheetOn(paper: Paper, { debate, from, targets, questions }: FeedbackSheet): Html {
  const [only] = targets;
  const about = targets.length === 1 && only ? html`<p>About <b>${only.name}</b>, ${seats[only.place]}</p>` : oneOf(targets);
  return html`<article class="r-paper"><header><h2>${debate.venue?.name ?? `Room ${debate.roomRank}`}</h2><p><b>${paper.round}</b> ${paper.event}</p><p>${from.kind === 'team' ? 'From the team' : 'From'} <b>${from.name}</b></p></header>
${about}${paper.introduction}
<p>Score, ${paper.range} ${blank}</p>
${questions.map(questionOn)}<p>Comments</p>${lines}${paper.footer}</article>`;
}

const seats = { C: 'chair', P: 'panellist', T: 'trainee' } as const;

function oneOf(targets: readonly PanelMember[]): Html {
  return html`<p>About whoever gave the oral adjudication:</p>${ticks(targets.map(({ name, place }) => `${name}, ${seats[place]}`))}`;
}

const ticks = (words: readonly (string | number)[]): Html =>
  html`<p>${words.map((word) => html`<span class="r-paper-place">${box} ${word}</span> `)}</p>`;

/** A question with room for its answer. */
function questionOn(question: FormQuestion): Html {
  const { text, helpText, isRequired } = question;
  const needed = isRequired && html` <span class="r-small">(please answer)</span>`;
  return html`<div><p>${text}${needed}</p>${helpText !== '' && html`<p class="r-small">${helpText}</p>`}${answerOn[question.answerType](question)}</div>`;
}

const number = ({ min, max }: FormQuestion): Html => html`<p>${min !== null && max !== null && `${min} to ${max} `}${blank}</p>`;

const answerOn: Readonly<Record<FormQuestion['answerType'], (question: FormQuestion) => Html>> = {
  bc: () => ticks(['yes']),
  bs: () => ticks(['yes', 'no']),
  i: number,
  f: number,
  is: ({ min, max }) => ticks(integerScale(min ?? 0, max ?? 10)),
  t: () => html`<p>${blank}</p>`,
  tl: () => lines,
  ss: ({ choices }) => html`<p class="r-small">Tick one.</p>${ticks(choices)}`,
  ms: ({ choices }) => html`<p class="r-small">Tick what applies.</p>${ticks(choices)}`,
};
