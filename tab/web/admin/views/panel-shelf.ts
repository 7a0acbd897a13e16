import { card, csrfField, field, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { Debate } from '../../../rules/debate.ts';
import { pickable } from './panel-seats.ts';
import type { JudgeMarks } from './panel-seats.ts';

/** An adjudicator on the shelf. */
export interface ShelfJudge {
  readonly id: number;
  readonly name: string;
  readonly institution: string | null;
  readonly baseScore: number;
  readonly isTrainee: boolean;
  readonly marks?: JudgeMarks;
}

/** Beside the board: who is free, who is in hand, what can be undone. */
export function shelf(free: readonly ShelfJudge[], form: Html | null): Html {
  return html`<aside class="r-stack r-shelf">${freeCard(free)}${handCard}<div data-key="toast" data-keep data-toast></div>${form}</aside>`;
}

/** Filled and shown by the island. */
const handCard = html`<div data-key="hand" data-keep data-hand hidden>
<section class="r-card r-hand"><h2 data-hand-name></h2><div class="r-buttons"><button type="button" class="btn btn-outline btn-sm" data-pin hidden>Pin <kbd>P</kbd></button></div><dl class="r-facts" data-hand-places></dl>
<details data-explain hidden><summary>What the seat costs</summary><dl class="r-facts" data-explain-terms></dl></details>
<p class="r-muted r-small">Place with <kbd>↵</kbd>, to the free <kbd>Del</kbd>, put back <kbd>Esc</kbd>. A click works too.</p></section>
<p hidden><span data-icon="ok">${icon('check-lg')}</span><span data-icon="fail">${icon('slash-circle')}</span><span data-icon="late">${icon('arrow-repeat')}</span></p>
</div>`;

function freeCard(free: readonly ShelfJudge[]): Html {
  const chips = free.map(
    (judge) => html`<li data-key="free-${judge.id}">${pickable({ ...judge, score: judge.baseScore, clash: null }, 'free')}</li>`,
  );
  return card({
    title: 'Free adjudicators',
    say: String(free.length),
    body: html`<div data-key="tools" data-keep data-shelf-tools hidden><label class="r-sr" for="find-judge">Find an adjudicator</label><input class="form-control" id="find-judge" type="search" placeholder="Find, or press /" autocomplete="off"></div>
<ul class="r-free" data-free>${chips}</ul>${free.length === 0 && html`<p class="r-muted">Everybody who is here has a seat.</p>`}
<p class="r-saved" role="status" data-key="saved" data-keep data-saved></p><p class="r-sr" aria-live="assertive" data-key="say" data-keep data-say></p>`,
  });
}

/** How a board's moves are made without a script. */
export interface MoveForm {
  readonly action: string;
  readonly csrf: string;
  readonly rows: readonly { readonly debate: Debate; readonly round?: { readonly abbreviation: string } }[];
  readonly judges: readonly ShelfJudge[];
}

export function moveForm({ action, csrf, rows, judges }: MoveForm): Html {
  const debates = rows.map(({ debate, round }) => ({
    value: `${debate.id}:${debate.version}`,
    label: `${round ? `${round.abbreviation} ` : ''}${[debate.venue?.name ?? `room ${debate.roomRank}`, debate.teams.map(({ name }) => name).join(', ')].filter((words) => words !== '').join(': ')}`,
  }));
  return html`<details class="r-card"><summary>Move somebody by a form</summary>
<form class="r-stack" method="post" action="${action}" data-island="submit-once">${csrfField(csrf)}
${field({ name: 'judge', label: 'Adjudicator', type: 'select', required: true, options: judges.map((judge) => ({ value: judge.id, label: `${judge.name}, ${judge.baseScore}` })) })}
${field({ name: 'debate', label: 'To', type: 'select', options: [...debates, { value: '', label: 'among the free' }] })}
${field({
  name: 'place',
  label: 'As',
  type: 'select',
  value: 'P',
  options: [
    { value: 'C', label: 'chair' },
    { value: 'P', label: 'panellist' },
    { value: 'T', label: 'trainee' },
  ],
  help: 'A present chair becomes a panellist.',
})}
<div class="r-buttons"><button class="btn btn-outline">Move</button><button class="btn btn-quiet" name="pin" value="pin">Pin where they sit</button><button class="btn btn-quiet" name="pin" value="unpin">Unpin</button></div></form></details>`;
}
