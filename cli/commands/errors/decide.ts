import type { IssueDecision } from '../../../platform/client.ts';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { wholeNumber } from '../../parse.ts';

async function decide(call: Call, decision: IssueDecision, words: string): Promise<Answer> {
  const app = await call.app();
  const id = wholeNumber(call.args[0] ?? '', { name: 'issue', min: 1, max: 1_000_000_000_000 });
  const issue = await call.platform.decideIssue(app, id, decision);
  return { json: issue, lines: [`${words}: ${issue.title}`] };
}

export const resolveIssue: CliCommand = {
  name: 'errors:resolve',
  summary: 'say that an issue is mended: when it comes again, you are told',
  args: '<issue>',
  needsApp: true,
  options: [{ flags: '--next-release', text: 'by the release that comes next: what older ones still report does not open it' }],
  example: 'rostra errors:resolve 12 --app lab',
  run: (call) => decide(call, { state: 'resolved', inNextRelease: call.flag('next-release') }, 'Resolved'),
};

export const ignoreIssue: CliCommand = {
  name: 'errors:ignore',
  summary: 'hear no more of an issue, for a time or until it came so often more',
  args: '<issue>',
  needsApp: true,
  options: [
    { flags: '--hours <hours>', text: 'for so long' },
    { flags: '--times <count>', text: 'until it came so often more' },
  ],
  example: 'rostra errors:ignore 12 --hours 24 --app lab',
  run: (call) => {
    const number = (name: string): number | null => {
      const word = call.option(name);
      return word === null ? null : wholeNumber(word, { name: `--${name}`, min: 1, max: 1_000_000 });
    };
    const [forHours, forCount] = [number('hours'), number('times')];
    const until = { ...(forHours === null ? {} : { forHours }), ...(forCount === null ? {} : { forCount }) };
    return decide(call, { state: 'ignored', ...until }, 'Ignored');
  },
};

export const reopenIssue: CliCommand = {
  name: 'errors:reopen',
  summary: 'take back that an issue is resolved or ignored',
  args: '<issue>',
  needsApp: true,
  example: 'rostra errors:reopen 12 --app lab',
  run: (call) => decide(call, { state: 'unresolved' }, 'Open again'),
};
