import type { IssueEvent } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { bold, facts } from '../../output.ts';
import { wholeNumber } from '../../parse.ts';
import { herokuTime } from '../../time-words.ts';

export const issueInfo: CliCommand = {
  name: 'errors:info',
  summary: 'show an issue: how often, since when, and the code where it broke',
  args: '<issue>',
  needsApp: true,
  example: 'rostra errors:info 12 --app lab',
  run: async (call) => {
    const app = await call.app();
    const id = wholeNumber(call.args[0] ?? '', { name: 'issue', min: 1, max: 1_000_000_000_000 });
    const [issue, event] = await Promise.all([call.platform.issue(app, id), call.platform.issueEvent(app, id, null)]);
    const tags = issue.tags.map(({ name, value, count }) => [name, `${value} (${count})`] as const);
    const lines = [
      bold(`=== ${issue.title}`),
      ...facts([
        ['Where', issue.culprit],
        ['State', issue.state],
        ['Times', `${issue.count}, first ${herokuTime(issue.firstSeen)}, last ${herokuTime(issue.lastSeen)}`],
        ['People', String(issue.users)],
        ...(issue.firstRelease === null ? [] : [['Began with', issue.firstRelease] as const]),
        ...(issue.assignee === null ? [] : [['Whose', issue.assignee] as const]),
        ...tags.slice(0, 8),
      ]),
      ...(event === null ? [] : ['', ...stackLines(event)]),
      ...issue.notes.map(({ at, actor, text }) => `${herokuTime(at)} ${actor}: ${text}`),
    ];
    return { json: { ...issue, event }, lines };
  },
};

/** The newest call first, the app's own code with the line. */
function stackLines({ event, requestId }: IssueEvent): string[] {
  const calls = event.exceptions
    .toReversed()
    .flatMap(({ type, value, frames }) => [
      bold(`${type}: ${value}`.split('\n', 1)[0] ?? ''),
      ...frames
        .toReversed()
        .flatMap(({ function: name, file, line, context, isOwn }) => [
          `  ${isOwn ? 'at' : '·'} ${name ?? '?'} (${file ?? '?'}${line === null ? '' : `:${line}`})`,
          ...(isOwn && context !== null ? [`       ${context.trim()}`] : []),
        ]),
    ]);
  return [...calls, ...(requestId === null ? [] : ['', `Request ${requestId}: rostra logs --search ${requestId}`])];
}
