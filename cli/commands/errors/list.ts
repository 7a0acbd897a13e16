import type { Issue } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';
import { herokuTime } from '../../time-words.ts';

const states = ['open', 'resolved', 'ignored', 'all'] as const;

export const listIssues: CliCommand = {
  name: 'errors',
  summary: 'list what went wrong in an app, the newest first',
  needsApp: true,
  options: [
    { flags: '--state <state>', text: 'open, resolved, ignored or all; open unless said' },
    { flags: '--search <words>', text: 'only those with these words in title or place' },
    { flags: '-n, --num <count>', text: 'how many, 20 unless said' },
  ],
  example: 'rostra errors --app lab',
  run: async (call) => {
    const app = await call.app();
    const word = call.option('state') ?? 'open';
    const state = states.find((each) => each === word);
    if (state === undefined) throw new UsageFault(`There is no state "${word}".`, `There are ${states.join(', ')}.`);
    const limit = wholeNumber(call.option('num') ?? '20', { name: '--num', min: 1, max: 500 });
    const issues = await call.platform.issues(app, { state, search: call.option('search') ?? '', limit });
    if (issues.length === 0) return { json: issues, lines: [state === 'open' ? `Nothing went wrong in ${app}.` : 'There is none.'] };
    const rows = issues.map((issue) => [String(issue.id), issue.title, issue.culprit, ...seenWords(issue)]);
    return {
      json: issues,
      lines: [bold(`=== ${app} Errors`), ...columns(['Issue', 'What', 'Where', 'Times', 'People', 'Last', ''], rows)],
    };
  },
};

const seenWords = ({ count, users, lastSeen, state }: Issue): readonly string[] => [
  String(count),
  users === 0 ? '–' : String(users),
  herokuTime(lastSeen),
  state === 'unresolved' ? '' : state,
];
