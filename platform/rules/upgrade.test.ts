import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lostRows } from './upgrade.ts';

const table = (name: string, rows: number) => ({ table: name, rows, checksum: String(rows) });

describe('lostRows', () => {
  const before = [table('public.ballots', 40), table('public.django_session', 7), table('public.old', 3)];
  const cases = [
    { it: 'finds nothing where all is there, with more', after: [table('public.ballots', 41), table('public.new', 1)], says: null },
    {
      it: 'names the table that has fewer rows',
      after: [table('public.ballots', 39)],
      says: 'public.ballots has 39 rows, and had 40',
    },
    { it: 'lets a table become another', after: [table('public.ballots', 40)], says: null },
    { it: 'minds no sessions that ran out', after: [table('public.ballots', 40), table('public.django_session', 0)], says: null },
  ];
  for (const c of cases) it(c.it, () => assert.equal(lostRows(before, c.after), c.says));
});
