import type { Advice } from './advice.ts';
import type { Bottleneck } from './bottleneck.ts';
import type { Level, Slo } from './level.ts';

/** One printed page for whoever helps on the day (REH-14). */
export interface Card {
  readonly title: string;
  /** What to switch on, and when. */
  readonly before: readonly { readonly when: string; readonly what: string; readonly command: string | null }[];
  /** The five numbers to watch. */
  readonly watch: readonly { readonly what: string; readonly usual: string; readonly limit: string }[];
  readonly troubles: readonly Trouble[];
}

/** A sentence to look for, and what to do then. */
export interface Trouble {
  readonly sentence: string;
  readonly command: string;
  readonly who: string;
  readonly costs: string;
}

export interface Day {
  readonly app: string;
  readonly people: number;
  readonly holds: number;
  readonly perSecond: number;
  readonly slo: Slo;
  /** The level nearest to the people who are expected. */
  readonly usual: Level | null;
  readonly bottleneck: Bottleneck | null;
  readonly advice: Advice;
}

const operator = 'an operator';

/** Written from this rehearsal's own figures, with the commands of this app. */
export function card(day: Day): Card {
  const { app, people, holds, perSecond, advice } = day;
  return {
    title: `${app}: ${people} people. It was seen to hold ${holds}, and ${Math.round(perSecond)} requests a second.`,
    before: [
      ...(advice.command === null ? [] : [{ when: '30 minutes before', what: advice.sentences[0] ?? '', command: advice.command }]),
      { when: '10 minutes before', what: 'Everything is up, and nothing restarts.', command: `rostra ps --app ${app}` },
      ...(advice.command?.startsWith('rostra ps:scale') === true
        ? [{ when: 'afterwards', what: 'Back to what it was, so that nothing costs for nothing.', command: backTo(day) }]
        : []),
    ],
    watch: watched(day),
    troubles: [...ownTrouble(day), ...troublesOf(app)],
  };
}

/** The number of dynos that it was rehearsed with. */
const backTo = ({ app, usual }: Day): string => `rostra ps:scale web=${Math.max(1, usual?.evidence.dynos ?? 1)} --app ${app}`;

const shown = (value: number | null | undefined, unit = ''): string => (value == null ? '–' : `${Math.round(value)}${unit}`);

function watched({ usual, slo, perSecond, people, holds }: Day): Card['watch'] {
  return [
    { what: '95 of 100 pages within', usual: shown(usual?.p95, ' ms'), limit: `${slo.p95Ms} ms` },
    { what: 'Failed requests', usual: shown(usual?.failedPercent, ' %'), limit: `${slo.failedPercent} %` },
    { what: `Requests a second (${people} people; it holds ${holds})`, usual: shown(usual?.perSecond), limit: shown(perSecond) },
    { what: 'Load of a web dyno', usual: usual?.evidence.load?.toFixed(2) ?? '–', limit: '0.9' },
    room(usual),
  ];
}

/** What else may fill up: connections where there is a database, memory where there is none. */
function room(usual: Level | null): Card['watch'][number] {
  const database = usual?.evidence.stores.find(({ service }) => service === 'postgres');
  if (database !== undefined)
    return { what: 'Database connections', usual: shown(database.connections), limit: shown(database.connectionLimit) };
  return {
    what: 'Memory of a web dyno',
    usual: shown(usual?.evidence.memoryMb, ' MB'),
    limit: shown(usual?.evidence.memoryQuotaMb, ' MB'),
  };
}

/** What this rehearsal says will be felt first. */
function ownTrouble({ bottleneck, advice, app }: Day): Trouble[] {
  if (bottleneck === null) return [];
  const costs = advice.command === null ? 'nothing' : 'see the plan above';
  return [
    {
      sentence: `Pages become slow. What was full first in the rehearsal: ${bottleneck.title.toLowerCase()}.`,
      command: advice.command ?? `rostra logs --tail --app ${app}`,
      who: operator,
      costs,
    },
  ];
}

function troublesOf(app: string): Trouble[] {
  return [
    {
      sentence: 'H12 Request timeout: pages take longer than 30 s.',
      command: `rostra apps:errors --app ${app}`,
      who: 'anybody who may look',
      costs: 'nothing',
    },
    {
      sentence: 'R14 Memory quota exceeded.',
      command: `rostra ps:restart web --app ${app}`,
      who: operator,
      costs: 'nothing; people wait a few seconds',
    },
    {
      sentence: 'H10 App crashed.',
      command: `rostra releases:rollback --app ${app}`,
      who: operator,
      costs: 'nothing; the last change is gone',
    },
    {
      sentence: 'Everybody has to wait, and you need a minute.',
      command: `rostra maintenance:on --app ${app}`,
      who: operator,
      costs: 'nobody sees a page until maintenance:off',
    },
  ];
}
