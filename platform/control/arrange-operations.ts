import { wrongIssueDecision } from '../error-service-errors.ts';
import type { Issue } from '../rules/errors/issue-resources.ts';
import type { ErrorIssues } from '../store/error-issues.ts';
import type { Control } from './control.ts';
import type { ErrorVerbs } from './error-verbs.ts';
import { found, inProject, shownIssue, type Project } from './issues-of-app.ts';

/** Whose an issue is, and which others are the same. */
export function arrangeOperations(control: Control, actor: string): Pick<ErrorVerbs, 'assignIssue' | 'mergeIssue' | 'splitIssue'> {
  const arrange = (name: string, plan: (project: Project) => Arrangement): Promise<Issue> =>
    inProject(control, name, (project) => {
      const { id, text, write } = plan(project);
      const { app, book } = project;
      write(book.issues);
      book.issues.note(id, { atMs: control.clock.nowMs(), actor, text });
      return shownIssue(app, found(project, id));
    });
  return {
    assignIssue: async (name, wanted, assignee) =>
      arrange(name, (project) => {
        const { id } = found(project, wanted);
        const whose = (assignee ?? '').trim();
        const text = whose === '' ? 'Nobody’s any more' : `Given to ${whose}`;
        return { id, text, write: (issues) => issues.assign(id, whose === '' ? null : whose) };
      }),
    mergeIssue: async (name, wanted, into) =>
      arrange(name, (project) => {
        const [one, other] = [found(project, wanted), found(project, into)];
        if (one.id === other.id) throw wrongIssueDecision('An issue cannot be merged into itself.');
        return { id: other.id, text: `“${one.title}” is the same`, write: (issues) => issues.merge(one.id, other.id) };
      }),
    splitIssue: async (name, wanted) =>
      arrange(name, (project) => {
        const { id } = found(project, wanted);
        return { id, text: 'Taken apart again', write: (issues) => issues.split(id) };
      }),
  };
}

/** What is done, and noted with it. */
interface Arrangement {
  readonly id: number;
  readonly text: string;
  readonly write: (issues: ErrorIssues) => void;
}
