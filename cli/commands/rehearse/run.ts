import { readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { dirname } from 'node:path';
import type { Rehearsal } from '../../../platform/client.ts';
import type { RehearsalPlan } from '../../../rehearse/rules/plan-file.ts';
import type { RehearsalResult } from '../../../rehearse/rules/result.ts';
import type { Call, CliCommand } from '../../command.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';
import { stageOf } from '../../rehearsal-stage.ts';
import { Reporter } from '../../rehearsal-reporter.ts';

export const rehearseRun: CliCommand = {
  name: 'rehearse run',
  isTopicDefault: true,
  summary: 'find out how many people an app holds, what gives way first and what to do about it',
  args: '[app]',
  needsApp: true,
  endsGently: true,
  options: [
    { flags: '--plan <file>', text: 'rehearsal.json; `rostra rehearse init` writes one' },
    { flags: '--people <number>', text: 'how many are expected, instead of the plan’s' },
    { flags: '--hold <seconds>', text: 'how long each level is held, instead of the plan’s' },
    { flags: '--warm-up <seconds>', text: 'how long each level runs before it is measured, instead of the plan’s' },
    { flags: '--up-to <percent>', text: 'try no more than so many percent of those expected; unless said, until something gives way' },
    { flags: '--minutes <minutes>', text: 'how long to look for where it gives way once all who are expected fit, 30 unless said' },
    { flags: '--where <place>', text: 'clone (a copy, unless said) or in-place' },
    { flags: '--confirm <app>', text: 'in place: the app’s name' },
    { flags: '--out <file>', text: 'writes result.json' },
    { flags: '--junit <file>', text: 'writes the levels as test cases for a build server' },
    { flags: '--id <id>', text: 'plays a rehearsal that is planned already' },
  ],
  example: 'rostra rehearse lab-main --plan rehearsal.json',
  run: async (call) => {
    const file = call.option('plan');
    const id = call.option('id');
    const app = call.args[0] ?? (await call.app());
    const planned = id === null ? await plan(call, { app, file }) : await call.platform.rehearsal(app, id);
    const { readPlan } = await import('../../../rehearse/rules/plan-file.ts');
    const result = await played(call, { planned, plan: readPlan(planned.plan), folder: file === null ? process.cwd() : dirname(file) });
    const [{ exitStatuses }, { junit, resultLines }] = await Promise.all([
      import('../../../rehearse/rules/outcome.ts'),
      import('../../../rehearse/rules/result-lines.ts'),
    ]);
    const [out, cases] = [call.option('out'), call.option('junit')];
    if (out !== null) await writeFile(out, `${JSON.stringify(result, null, 2)}\n`);
    if (cases !== null) await writeFile(cases, junit(result));
    return { json: result, lines: resultLines(result), exitStatus: exitStatuses[result.verdict] };
  },
};

async function plan(call: Call, { app, file }: { readonly app: string; readonly file: string | null }): Promise<Rehearsal> {
  if (file === null)
    throw new UsageFault('A rehearsal needs a plan.', 'Write one with `rostra rehearse init`, then add --plan rehearsal.json.');
  const { readPlan } = await import('../../../rehearse/rules/plan-file.ts');
  const wish = withOptions(call, await fileContent(file));
  readPlan(wish); // what is wrong is said before anything is made
  const confirm = call.option('confirm');
  const { people, where, ...rest } = wish;
  const agreed = { ...rest, people: Number(people), where: where === 'in-place' ? ('in-place' as const) : ('clone' as const) };
  return call.platform.planRehearsal(app, { plan: agreed, ...(confirm !== null && { confirm }) });
}

async function fileContent(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageFault(`There is no file ${file}.`, 'Write one with `rostra rehearse init`.');
  });
  try {
    const parsed: Record<string, unknown> = JSON.parse(text);
    return parsed;
  } catch {
    throw new UsageFault(`${file} is no JSON.`, 'Write one with `rostra rehearse init`.');
  }
}

function withOptions(call: Call, content: Record<string, unknown>): Record<string, unknown> {
  const numbers = levelOptions.flatMap(([key, name, bounds]): [string, number][] => {
    const word = call.option(key);
    return word === null ? [] : [[key, wholeNumber(word, { name, ...bounds })]];
  });
  const { people, ...changed } = Object.fromEntries(numbers);
  const where = call.option('where');
  const levels = typeof content['levels'] === 'object' ? content['levels'] : {};
  return { ...content, ...(people !== undefined && { people }), ...(where !== null && { where }), levels: { ...levels, ...changed } };
}

/** Options that are said instead of the plan's own numbers. */
const levelOptions = [
  ['people', '--people', { min: 1, max: 20_000 }],
  ['hold', '--hold', { min: 1, max: 7_200 }],
  ['warmUp', '--warm-up', { min: 0, max: 7_200 }],
  ['upTo', '--up-to', { min: 10, max: 100_000 }],
  ['minutes', '--minutes', { min: 0, max: 600 }],
] as const;

interface Playing {
  readonly planned: Rehearsal;
  readonly plan: RehearsalPlan;
  readonly folder: string;
}

/** The bots give way to the app on a machine that they share. */
const niceness = 5;

async function played(call: Call, { planned, plan: wish, folder }: Playing): Promise<RehearsalResult> {
  const { id, app } = planned;
  const reporter = new Reporter(call, planned);
  try {
    reporter.says(wish.where === 'clone' ? `a copy of ${app} is being made …` : `${app} itself is rehearsed`);
    const stage = await stageOf(call.platform, await call.platform.stageRehearsal(app, id), call.isLocal);
    const { rehearse } = await import('../../../rehearse/rehearsal.ts');
    if (call.isLocal) setPriority(niceness);
    const result = await rehearse({ plan: wish, stage, watcher: reporter, folder, signal: reporter.signal });
    await call.platform.endRehearsal(app, id, { result, failure: null });
    return result;
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    await call.platform.endRehearsal(app, id, { result: null, failure }).catch(() => {});
    throw error;
  } finally {
    reporter.close();
  }
}
