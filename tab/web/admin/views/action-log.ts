import { card, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { logAreas, type LogArea } from '../../../rules/history/areas.ts';
import { paths } from '../routes.ts';
import { clockTime } from './clock-time.ts';
import { livePart, tabPage } from './frame.ts';
import type { Event, Visitor } from './frame.ts';

interface Action {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly verb: string;
  readonly subject: string;
  readonly change: string | null;
}

interface ActionLog {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly actions: readonly Action[];
  readonly words: string;
  readonly area: LogArea | null;
  readonly timezone: string;
  /** Nothing older is there. */
  readonly isWhole: boolean;
}

/** Who did what, the newest first; an open page follows. */
export function actionLogPage(log: ActionLog): Html {
  const { visitor, event, words, area } = log;
  const choices = Object.entries(logAreas).map(([value, { label }]) => ({ value, label }));
  const list = listCard(log);
  return tabPage({
    title: 'Log',
    visitor,
    event,
    tab: 'log',
    isLive: event.round !== null,
    body: html`${statusSentence({
      state: 'ok',
      sentence: 'What was done, and by whom.',
      detail: html`Nothing here is ever changed or taken away. <a href="${`${paths.logFile(event.slug)}${queryOf(log)}`}">${icon('download')} As a file</a>`,
    })}<form class="r-inline" method="get" action="${paths.log(event.slug)}">${field({ name: 'words', label: 'Find', type: 'search', value: words, attributes: { placeholder: 'name, act, or what it was done to' } })}${field({ name: 'area', label: 'Only', type: 'select', value: area, options: [{ value: '', label: 'Everything' }, ...choices] })}<div class="r-buttons"><button class="btn btn-outline">Find</button></div></form>
${event.round === null ? list : livePart(paths.roundLive(event.slug, event.round.seq), list)}`,
  });
}

/** What the log is narrowed to, as an address says it. */
function queryOf({ words, area }: Pick<ActionLog, 'words' | 'area'>, before?: number): string {
  const asked = { ...(words !== '' && { words }), ...(area && { area }), ...(before !== undefined && { before: String(before) }) };
  const query = new URLSearchParams(asked).toString();
  return query === '' ? '' : `?${query}`;
}

function listCard(log: ActionLog): Html {
  const { event, actions, words, area, timezone, isWhole } = log;
  const of = area === null ? 'Log' : `Log: ${logAreas[area].label.toLowerCase()}`;
  return card({
    title: words === '' ? of : `${of}, with “${words}”`,
    say: actions.length === 0 && 'Nothing found.',
    flush: true,
    body: html`${table({
      caption: 'What was done',
      cards: true,
      columns: [{ label: 'Time' }, { label: 'Who' }, { label: 'Did' }, { label: 'To' }, { label: 'More' }],
      rows: actions.map(({ at, actor, verb, subject, change }) => [
        clockTime(at, timezone),
        html`<b>${actor}</b>`,
        verb.replaceAll('_', ' '),
        subject.replace(':', ' '),
        change !== null && change !== 'null' && html`<details><summary>change</summary><code class="r-wrap">${change}</code></details>`,
      ]),
    })}${!isWhole && html`<p class="r-buttons"><a class="btn btn-outline" href="${`${paths.log(event.slug)}${queryOf(log, actions.at(-1)?.seq)}`}">Older</a></p>`}`,
  });
}
