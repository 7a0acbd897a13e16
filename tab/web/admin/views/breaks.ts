import { card, chip, csrfField, emptyState, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { CategoryList } from '../../../round/break.ts';
import type { Round } from '../../../rules/round.ts';
import { paths } from '../routes.ts';
import { door } from './doors.ts';
import { actButton, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';

interface Breaks {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly categories: readonly CategoryList[];
  readonly areRoundsOver: boolean;
  readonly firstElimination: Round | null;
}

export function breaksPage(view: Breaks): Html {
  const { visitor, fault, event, categories } = view;
  return tabPage({
    title: 'Break',
    visitor,
    fault,
    event,
    tab: 'breaks',
    body: html`${headline(view)}${door(visitor, { href: paths.breakJudges(event.slug), needs: 'view.adj.break', words: 'Adjudicators who go on', button: 'btn btn-outline' })}${
      categories.length === 0
        ? emptyState({ icon: 'list-ul', sentence: 'No break category', fact: 'Import break_categories.csv to have one.' })
        : html`<div class="r-two start r-wide-first"><div class="r-stack">${categories.map(categoryCard)}</div>${remarkCard(view)}</div>`
    }`,
  });
}

function headline(view: Breaks): Html {
  const broken = view.categories.reduce((sum, { list }) => sum + list.filter((row) => row.breakRank !== null).length, 0);
  return broken > 0 ? brokenHeadline(view, broken) : openHeadline(view);
}

function openHeadline({ categories, event, visitor, areRoundsOver }: Breaks): Html {
  if (!areRoundsOver)
    return statusSentence({
      state: 'wait',
      sentence: 'The break is made when the preliminary rounds are over.',
      detail: html`Next: <b>complete the preliminary rounds.</b>`,
    });
  const make = actButton({ action: paths.breaks(event.slug), csrf: visitor.csrf, label: 'Make the break', kind: 'primary' });
  return statusSentence({
    state: 'wait',
    sentence: 'The preliminary rounds are over. Nobody has broken yet.',
    detail: html`Next: <b>make the break.</b>`,
    actions: categories.length > 0 ? [make] : [],
  });
}

function brokenHeadline({ event, visitor, firstElimination }: Breaks, broken: number): Html {
  const sentence = `${broken} teams break.`;
  if (firstElimination === null) return statusSentence({ state: 'ok', sentence });
  if (firstElimination.drawStatus !== 'N')
    return statusSentence({ state: 'ok', sentence, detail: 'The elimination rounds have begun, so the break stays.' });
  const { name, seq } = firstElimination;
  return statusSentence({
    state: 'ok',
    sentence,
    detail: html`Next: <b>look at it, then say who is here for the ${name}.</b>`,
    actions: [
      actButton({ action: paths.breaks(event.slug), csrf: visitor.csrf, label: 'Make it anew' }),
      html`<a class="btn btn-primary" href="${paths.step(event.slug, seq, 'available')}">On with the ${name}</a>`,
    ],
  });
}

const remarks = {
  C: 'capped',
  I: 'not eligible',
  D: 'breaks elsewhere',
  R: 'reserve',
  w: 'withdrawn',
  d: 'disqualified',
  t: 'lost the toss',
  A: 'absent',
} as const;

function remarkCard({ categories, event, visitor, firstElimination }: Breaks): Html | null {
  const rows = categories.flatMap((category) => category.list.map((row) => ({ ...row, category: category.name })));
  if (rows.length === 0 || (firstElimination !== null && firstElimination.drawStatus !== 'N')) return null;
  return card({
    title: 'A team that does not break',
    say: 'the next one moves up',
    body: html`<form class="r-stack" method="post" action="${paths.breaks(event.slug)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'who', label: 'Team', type: 'select', options: rows.map((row) => ({ value: `${row.categoryId}:${row.teamId}`, label: `${row.category}: ${row.team}` })) })}
${field({ name: 'remark', label: 'Because it', type: 'select', options: remarkChoices })}
<div class="r-buttons"><button class="btn btn-outline">Save and make the break anew</button></div></form>`,
  });
}

const remarkChoices = [
  { value: 'w', label: 'has withdrawn' },
  { value: 't', label: 'lost the toss for the last place' },
  { value: 'd', label: 'is disqualified' },
  { value: 'A', label: 'is absent' },
  { value: '', label: 'may break after all' },
];

function categoryCard({ name, breakSize, rule, list }: CategoryList): Html {
  return card({
    title: name,
    say: `${breakSize} teams break, by the rule ${rule}`,
    flush: true,
    body:
      list.length === 0
        ? html`<p class="in r-muted">Nobody yet.</p>`
        : table({
            caption: `Break of ${name}`,
            columns: [
              { label: 'Break', numeric: true },
              { label: 'Rank', numeric: true },
              { label: 'Team' },
              { label: 'Institution' },
              { label: 'Remark' },
            ],
            rows: list.map((row) => [
              row.breakRank ?? '–',
              row.rank,
              html`<b>${row.team}</b>`,
              row.institution ?? '–',
              row.remark === null ? '' : chip(row.remark === 'R' ? 'wait' : 'idle', remarks[row.remark]),
            ]),
          }),
  });
}
