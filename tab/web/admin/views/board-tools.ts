import { field } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { PanelRow } from './board.ts';

/** What a chip or a team can show besides its name, by the word it is remembered under. */
const markLabels: Readonly<Record<string, string>> = {
  region: 'Region',
  gender: 'Gender',
  live: 'Break',
  rank: 'Rank',
  history: 'History',
};

/** Finds debates, shows one round or one part of them, and what stands on chips; only a script can do that. */
export function boardTools(rows: readonly PanelRow[], marks: readonly string[]): Html {
  const rounds = [...new Map(rows.flatMap(({ round }) => (round ? [[round.seq, round.abbreviation] as const] : []))).entries()];
  return html`<details class="r-card r-board-tools" data-key="board-tools" data-keep data-board-tools hidden><summary>Show and find<span data-tools-say></span></summary>
<div class="r-inline">${field({ name: 'find-debate', label: 'Debates with', type: 'search', attributes: { autocomplete: 'off', placeholder: 'team, room, adjudicator' } })}
${rounds.length > 1 && field({ name: 'only-round', label: 'Round', type: 'select', options: [{ value: '', label: 'All' }, ...rounds.map(([seq, abbreviation]) => ({ value: String(seq), label: abbreviation }))] })}
${field({ name: 'only-part', label: 'Part', type: 'select', options: [{ value: '', label: 'Everything' }, ...parts()] })}
${field({ name: 'part-by', label: 'Parts by', type: 'select', options: partsBy.map(([value, label]) => ({ value, label })) })}</div>
<fieldset><legend>On chips</legend>${marks.map((mark) => field({ name: `mark-${mark}`, label: markLabels[mark] ?? mark, type: 'checkbox', value: mark === 'history' }))}</fieldset>
<p class="r-muted r-small" data-marks-count></p>
<p class="r-muted r-small">Several people can share the work: each opens a part of the board, by the address that this leaves in the bar.</p></details>`;
}

const partsBy = [
  ['bracket-deal', 'bracket, dealt in turn'],
  ['bracket-cut', 'bracket, top to bottom'],
  ['importance-deal', 'weight, dealt in turn'],
  ['importance-cut', 'weight, top to bottom'],
] as const;

function parts(): { value: string; label: string }[] {
  return [2, 3, 4, 5].flatMap((of) =>
    Array.from({ length: of }, (_part, index) => ({ value: `${index + 1}/${of}`, label: `${index + 1} of ${of}` })),
  );
}
