import type { Control } from '../control/control.ts';
import { statementsSince } from '../rules/statements.ts';
import type { StatementCounts, StatementMinute } from '../rules/statements.ts';

const keptMinutes = 180;
const keptStatements = 40;

interface Page {
  last: readonly StatementCounts[];
  minutes: StatementMinute[];
}

const books = new WeakMap<Control, Map<string, Page>>();

function bookOf(control: Control): Map<string, Page> {
  const book = books.get(control) ?? new Map<string, Page>();
  books.set(control, book);
  return book;
}

/** What a database has run until now. The first look only says where the counting begins. Three hours are remembered, as long as control runs. */
export function noteStatements(
  control: Control,
  addon: string,
  { second, counts }: { readonly second: number; readonly counts: readonly StatementCounts[] },
): void {
  const book = bookOf(control);
  const page = book.get(addon);
  if (page === undefined) return void book.set(addon, { last: counts, minutes: [] });
  const most = statementsSince(page.last, counts)
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, keptStatements);
  page.last = counts;
  page.minutes = [...page.minutes, { second, statements: most }].slice(-keptMinutes);
}

/** What a database ran in a time, minute by minute. */
export function statementMinutes(
  control: Control,
  addon: string,
  { from, to }: { readonly from: number; readonly to: number },
): readonly StatementMinute[] {
  return (
    bookOf(control)
      .get(addon)
      ?.minutes.filter(({ second }) => second >= from - 60 && second < to) ?? []
  );
}
