import type { Rehearsal } from '../../../platform/client.ts';
import type { Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { UsageFault } from '../../parse.ts';
import { herokuTime } from '../../time-words.ts';

export const rehearseList: CliCommand = {
  name: 'rehearse list',
  summary: 'list the rehearsals of an app, newest first, with what each came to',
  needsApp: true,
  example: 'rostra rehearse list --app lab-main',
  run: async (call) => {
    const rehearsals = await call.platform.rehearsals(await call.app());
    const rows = rehearsals.map(({ id, startedAt, plan, state, result, failure }) => [
      id,
      herokuTime(startedAt),
      String(plan.people),
      state,
      result?.words ?? failure ?? '',
    ]);
    return {
      json: rehearsals,
      lines: rows.length === 0 ? ['Nothing has been rehearsed yet.'] : columns(['Id', 'Began', 'People', 'State', ''], rows),
    };
  },
};

export const rehearseStop: CliCommand = {
  name: 'rehearse stop',
  summary: 'stop the bots of the rehearsal that is under way',
  needsApp: true,
  example: 'rostra rehearse stop --app lab-main',
  run: async (call) => {
    const app = await call.app();
    const running = (await call.platform.rehearsals(app)).find(({ endedAt }) => endedAt === null);
    if (running === undefined) return { json: null, lines: [`No rehearsal of ${app} is under way.`] };
    await call.platform.stopRehearsal(app, running.id);
    return { json: { stopped: running.id }, lines: [`The bots of ${running.id} stop within two seconds.`] };
  },
};

export const rehearseReport: CliCommand = {
  name: 'rehearse report',
  summary: 'show what a rehearsal came to, the newest unless one is named',
  args: '[id]',
  needsApp: true,
  example: 'rostra rehearse report 3f9a1c --app lab-main',
  run: async (call) => {
    const { result } = await ended(call, call.args[0] ?? null);
    return { json: result, lines: reportLines(result) };
  },
};

export const rehearseCompare: CliCommand = {
  name: 'rehearse compare',
  summary: 'lay two rehearsals side by side, of two releases perhaps',
  args: '<before> <after>',
  needsApp: true,
  example: 'rostra rehearse compare 3f9a1c 8c01d2 --app lab-main',
  run: async (call) => {
    const [before, after] = [await ended(call, call.args[0] ?? null), await ended(call, call.args[1] ?? null)];
    const rows = [
      ['Release', ...[before, after].map(({ result }) => (result.release === null ? '–' : `v${result.release}`))],
      ['Holds', ...[before, after].map(({ result }) => `${result.atPeople} of ${result.of}`)],
      ['Requests a second', ...[before, after].map(({ result }) => String(result.perSecond))],
      ['First to fill up', ...[before, after].map(({ result }) => result.bottleneck?.title ?? 'nothing')],
      ['Verdict', ...[before, after].map(({ result }) => result.verdict)],
    ];
    return { json: { before: before.result, after: after.result }, lines: columns(['', before.id, after.id], rows) };
  },
};

type Ended = Rehearsal & { readonly result: NonNullable<Rehearsal['result']> };

async function ended(call: Call, id: string | null): Promise<Ended> {
  const app = await call.app();
  const found =
    id === null ? (await call.platform.rehearsals(app)).find(({ result }) => result !== null) : await call.platform.rehearsal(app, id);
  if (found?.result == null) throw new UsageFault(`${id ?? app} has no result.`, `List what there is: rostra rehearse list --app ${app}`);
  return { ...found, result: found.result };
}

function reportLines({ words, headline, levels, knee, bottleneck, second, recommend, card }: Ended['result']): string[] {
  const rows = levels.map(({ people, perSecond, p95, failedPercent, verdict }) => [
    String(people),
    String(perSecond),
    `${p95 ?? '–'} ms`,
    `${failedPercent} %`,
    verdict,
  ]);
  return [
    words,
    headline,
    '',
    ...columns(['People', 'Requests a second', '95 of 100 within', 'Failed', ''], rows),
    '',
    ...(knee === null ? [] : [knee.words]),
    ...(bottleneck === null ? [] : [`First to fill up: ${bottleneck.title.toLowerCase()}. ${bottleneck.words}`]),
    ...(second === null ? [] : [`Then: ${second.title.toLowerCase()}. ${second.words}`]),
    ...recommend.sentences,
    ...recommend.costs.map(({ book, hourly }) => `  ${hourly} an hour (${book})`),
    '',
    card.title,
    ...card.before.map(({ when, what, command }) => `  ${when}: ${what}${command === null ? '' : `  $ ${command}`}`),
    ...card.watch.map(({ what, usual, limit }) => `  ${what}: ${usual}, never over ${limit}`),
    ...card.troubles.map(({ sentence, command, who }) => `  ${sentence}  $ ${command}  (${who})`),
  ];
}
