import { card, csrfField, emptyState, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { BreakJudge } from '../../../round/judge-break.ts';
import { paths } from '../routes.ts';
import { actButton, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface BreakJudges {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly judges: readonly BreakJudge[];
  readonly mayChoose: boolean;
  /** Of people's genders: only for whom they are shown. */
  readonly showsGender: boolean;
  readonly showsConflicts: boolean;
  /** Elimination rounds that the chosen ones can be marked as available for. */
  readonly rounds: readonly { readonly seq: number; readonly name: string }[];
}

/** Who judges the elimination rounds: everybody with score, out-rounds and conflicts, to be ticked. */
export function breakJudgesPage(view: BreakJudges): Html {
  const { visitor, fault, event, judges, mayChoose } = view;
  const going = judges.filter(({ isBreaking }) => isBreaking).length;
  return tabPage({
    title: 'Breaking adjudicators',
    visitor,
    fault,
    event,
    tab: 'breaks',
    body: html`${statusSentence({
      state: going === 0 ? 'wait' : 'ok',
      sentence: going === 0 ? 'No adjudicator goes on yet.' : `${going} of ${judges.length} adjudicators go on.`,
      detail: html`They judge the elimination rounds. Scores are those of the round being played.`,
      actions: [html`<a class="btn btn-outline" href="${paths.breaks(event.slug)}">Breaking teams</a>`],
    })}${
      judges.length === 0
        ? emptyState({ icon: 'list-ul', sentence: 'No adjudicators', fact: 'They stand here as soon as they are on record.' })
        : html`<div class="r-two start r-wide-first">${judgesCard(view)}<div class="r-stack">${mayChoose && scoreCard(view)}${roundsCard(view, going)}</div></div>`
    }`,
  });
}

function judgesCard(view: BreakJudges): Html {
  const { event, visitor, mayChoose } = view;
  const form = html`<form method="post" action="${paths.breakJudges(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}${judgesTable(view)}<p class="in"><button class="btn btn-primary" name="wish" value="these">Save who goes on</button></p></form>`;
  return card({ title: 'Adjudicators', say: 'best score first', flush: true, body: mayChoose ? form : judgesTable(view) });
}

const genders: Record<BreakJudge['gender'], string> = { M: 'male', F: 'female', O: 'other', '': '–' };

function judgesTable({ judges, showsGender, showsConflicts, mayChoose }: BreakJudges): Html {
  const showsRegion = judges.some(({ region }) => region);
  return table({
    caption: 'Adjudicators and what speaks for and against them',
    columns: [
      { label: 'Goes on' },
      { label: 'Name' },
      { label: 'Score', numeric: true },
      { label: 'Institution' },
      ...(showsRegion ? [{ label: 'Region' }] : []),
      ...(showsGender ? [{ label: 'Gender' }] : []),
      { label: 'Out-rounds' },
      ...(showsConflicts ? [{ label: 'Must not judge' }] : []),
    ],
    rows: judges.map((judge) => [
      goesOn(judge, mayChoose),
      html`<b>${judge.name}</b>${judge.isTrainee && html` <span class="r-muted">trainee</span>`}`,
      judge.score.toFixed(2),
      judge.isIndependent ? 'independent' : (judge.institution ?? 'independent'),
      ...(showsRegion ? [judge.region || '–'] : []),
      ...(showsGender ? [genders[judge.gender]] : []),
      listed(judge.judged),
      ...(showsConflicts ? [listed(judge.conflicts)] : []),
    ]),
  });
}

const listed = (words: readonly string[]): string => (words.length === 0 ? '–' : words.join(', '));

function goesOn({ id, name, isBreaking }: BreakJudge, mayChoose: boolean): Html | string {
  if (!mayChoose) return isBreaking ? 'yes' : '–';
  return html`<input class="form-check-input" type="checkbox" name="judge" value="${id}" aria-label="${name} goes on"${isBreaking && html` checked`}>`;
}

function scoreCard({ event, visitor }: BreakJudges): Html {
  return card({
    title: 'By score',
    say: 'instead of the ticks',
    body: html`<form class="r-stack" method="post" action="${paths.breakJudges(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'score', label: 'Everybody with at least', type: 'text', attributes: { inputmode: 'decimal', maxlength: 8 }, help: 'Trainees stay out. Who was ticked below it is ticked no more.' })}
<div class="r-buttons"><button class="btn btn-outline" name="wish" value="from">All with this score go on</button></div></form>`,
  });
}

function roundsCard({ event, visitor, rounds }: BreakJudges, going: number): Html | null {
  if (rounds.length === 0 || going === 0) return null;
  return card({
    title: 'Available',
    say: 'those who go on, and nobody else',
    body: html`<div class="r-stack">${rounds.map(({ seq, name }) =>
      actButton({
        action: paths.breakJudgesIn(event.slug),
        csrf: visitor.csrf,
        label: `All are in for the ${name}`,
        fields: html`<input type="hidden" name="round" value="${seq}">`,
      }),
    )}</div>`,
  });
}
