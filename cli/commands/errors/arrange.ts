import type { Answer, Call, CliCommand } from '../../command.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';

const issueIn = (word: string | null, name: string): number => wholeNumber(word ?? '', { name, min: 1, max: 1_000_000_000_000 });

export const assignIssue: CliCommand = {
  name: 'errors:assign',
  summary: 'say who sees to an issue; without a name: nobody',
  args: '<issue> [name]',
  needsApp: true,
  example: 'rostra errors:assign 12 ann --app lab',
  run: async (call) => {
    const [id, name = ''] = call.args;
    const issue = await call.platform.assignIssue(await call.app(), issueIn(id ?? null, 'issue'), name === '' ? null : name);
    return { json: issue, lines: [issue.assignee === null ? `Nobody’s: ${issue.title}` : `${issue.assignee} sees to it: ${issue.title}`] };
  },
};

export const mergeIssue: CliCommand = {
  name: 'errors:merge',
  summary: 'make an issue part of another that is the same; errors:split takes it back',
  args: '<issue>',
  needsApp: true,
  options: [{ flags: '--into <issue>', text: 'the other' }],
  example: 'rostra errors:merge 12 --into 7 --app lab',
  run: async (call) => {
    const into = issueIn(call.option('into'), '--into');
    const issue = await call.platform.mergeIssue(await call.app(), issueIn(call.args[0] ?? null, 'issue'), into);
    return { json: issue, lines: [`One now, seen ${issue.count} times: ${issue.title}`] };
  },
};

export const splitIssue: CliCommand = {
  name: 'errors:split',
  summary: 'take apart what was merged into an issue',
  args: '<issue>',
  needsApp: true,
  example: 'rostra errors:split 7 --app lab',
  run: async (call) => {
    const issue = await call.platform.splitIssue(await call.app(), issueIn(call.args[0] ?? null, 'issue'));
    return { json: issue, lines: [`Apart again: ${issue.title}`] };
  },
};

export const errorAlerts: CliCommand = {
  name: 'errors:alerts',
  summary: 'be told when an error comes often or to many people, or sessions crash; new ones are told at once anyway',
  needsApp: true,
  options: [
    { flags: '--times <n/minutes>', text: 'one error so often in so many minutes: 100/5; 0 for never' },
    { flags: '--people <n/minutes>', text: 'one error to so many people: 10/5; 0 for never' },
    { flags: '--crash-free <percent>', text: 'fewer sessions of the newest release without a crash; 0 for never' },
  ],
  example: 'rostra errors:alerts --times 100/5 --people 10/5 --crash-free 98 --app lab',
  run: alerts,
};

async function alerts(call: Call): Promise<Answer> {
  const app = await call.app();
  const { alerts: before } = await call.platform.errorProject(app);
  const percent = call.option('crash-free');
  const crashFreePercent = percent === null ? before.crashFreePercent : percent === '0' ? null : Number(percent);
  const wanted = { times: often(call, 'times') ?? before.times, people: often(call, 'people') ?? before.people, crashFreePercent };
  const never = { times: call.option('times') === '0' ? null : wanted.times, people: call.option('people') === '0' ? null : wanted.people };
  const project = await call.platform.setErrorProject(app, { alerts: { ...wanted, ...never } });
  const { times, people, crashFreePercent: least } = project.alerts;
  const lines = [
    times === null ? 'Not told of an error that comes often.' : `Told when one error comes ${times.count} times in ${times.minutes} min.`,
    people === null ? 'Not told of people.' : `Told when one error comes to ${people.count} people in ${people.minutes} min.`,
    least === null ? 'Not told of crashes.' : `Told when fewer than ${least} % of sessions go without a crash.`,
  ];
  return { json: project.alerts, lines };
}

/** `100/5`; null: not given, or never. */
function often(call: Call, name: string): { readonly count: number; readonly minutes: number } | null {
  const word = call.option(name);
  if (word === null || word === '0') return null;
  const [, count, minutes] = /^(\d+)\/(\d+)$/.exec(word) ?? [];
  if (count === undefined || minutes === undefined)
    throw new UsageFault(`--${name} is "${word}".`, 'Write how often in how many minutes: 100/5.');
  return { count: Number(count), minutes: Number(minutes) };
}
