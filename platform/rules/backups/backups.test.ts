import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contentsFault } from './contents.ts';
import { readDailyTime } from './daily-time.ts';
import { restorableEntries } from './dump-entries.ts';
import { dumpFault } from './dump-fault.ts';
import { dumpFormat } from './dump-format.ts';
import { parkedPage } from './parked-page.ts';
import { overdueBackups } from './retention.ts';
import { isForeignStatement, SqlStatements } from './sql-statements.ts';

const dayMs = 24 * 3600 * 1000;
const daily = (days: number) =>
  Array.from({ length: days }, (_, day) => ({ id: day + 1, reason: 'schedule', state: 'done', startedAtMs: (day + 0.2) * dayMs }) as const);

describe('which backups go', () => {
  const now = (day: number) => ({ nowMs: day * dayMs, isGone: false });

  it('of daily ones: all but the newest of seven days, four weeks and three months', () => {
    const gone = new Set(overdueBackups(daily(120), now(120)));
    const kept = daily(120).filter(({ id }) => !gone.has(id));
    assert.deepEqual(
      kept.slice(-7).map(({ id }) => id),
      [114, 115, 116, 117, 118, 119, 120],
    );
    assert.ok(kept.length <= 7 + 4 + 3);
    assert.ok(kept.some(({ id }) => id < 70));
  });

  it('never the newest that worked, and never one that a person took', () => {
    const taken = [
      { id: 1, reason: 'person', state: 'done', startedAtMs: 0 },
      { id: 2, reason: 'release', state: 'done', startedAtMs: dayMs },
      { id: 3, reason: 'schedule', state: 'failed', startedAtMs: 2 * dayMs },
    ] as const;
    assert.deepEqual(overdueBackups(taken, now(300)), [3]);
  });

  it('of an event after a day, automatic ones after a week', () => {
    const newest = { id: 9, reason: 'person', state: 'done', startedAtMs: 20 * dayMs } as const;
    const taken = [
      { id: 1, reason: 'event', state: 'done', startedAtMs: 12 * dayMs } as const,
      { id: 2, reason: 'restore', state: 'done', startedAtMs: 12 * dayMs } as const,
      newest,
    ];
    assert.deepEqual(overdueBackups(taken, now(13.5)), [1]);
    assert.deepEqual(overdueBackups(taken, now(19.5)), [2, 1]);
  });

  it('all of them a week after the last one of a database that is gone', () => {
    assert.deepEqual(overdueBackups(daily(3), { nowMs: 9 * dayMs, isGone: true }), []);
    assert.equal(overdueBackups(daily(3), { nowMs: 10 * dayMs, isGone: true }).length, 3);
  });
});

describe('what came back', () => {
  const first = { table: 'public.ballots', rows: 3, checksum: '7' };
  const was = [first];
  const cases = [
    { it: 'is right when it is the same', found: was, expect: null },
    { it: 'lacks a table', found: [], expect: 'public.ballots is missing: it had 3 rows.' },
    { it: 'lacks a row', found: [{ ...first, rows: 2 }], expect: 'public.ballots has 2 rows instead of 3.' },
    {
      it: 'has another row',
      found: [{ ...first, checksum: '8' }],
      expect: 'public.ballots has 3 rows, as it should, but not the same ones.',
    },
  ];
  for (const c of cases) it(c.it, () => assert.equal(contentsFault(was, c.found), c.expect));
});

describe('the file of a dump', () => {
  const cases = [
    { head: 'PGDMP\u0001\u000e', expect: 'custom' },
    { head: '\u001f\u008b\u0008', expect: 'plain-gzip' },
    { head: '--\n-- PostgreSQL database dump\n--\n', expect: 'plain' },
    { head: '\n  create table a ();', expect: 'plain' },
    { head: '', expect: 'the file is empty' },
    { head: 'PK\u0003\u0004', expect: 'it is a zip archive; unpack it and send the dump in it' },
    { head: `toc.dat${'\0'.repeat(250)}ustar`, expect: 'it is a tar archive; dump again with `pg_dump --format=custom`' },
    { head: 'SQLite format 3\0', expect: 'it is an SQLite file, not a dump of PostgreSQL' },
    { head: 'Dear all', expect: 'it is no dump of PostgreSQL' },
  ];
  for (const c of cases)
    it(`that begins with ${JSON.stringify(c.head.slice(0, 12))}`, () => {
      const found = dumpFormat(Buffer.from(c.head, 'latin1'));
      assert.equal(found.ok ? found.format : found.fault, c.expect);
    });
});

describe('the entries of a dump', () => {
  it('are restored without what belongs to the server they came from', () => {
    const list = [
      '; Archive created',
      '2; 3079 16384 EXTENSION - pgcrypto ',
      '3; 3079 16385 EXTENSION - pg_stat_statements ',
      '4; 0 0 COMMENT - EXTENSION pgcrypto ',
      '5; 2615 2200 SCHEMA - public postgres',
      '215; 1259 16386 TABLE public ballots somebody',
      '6; 0 0 ACL public TABLE ballots somebody',
    ];
    assert.deepEqual(restorableEntries(list.join('\n'), new Set(['pgcrypto'])).split('\n'), [list[0], list[1], list[5]]);
  });
});

describe('why a dump could not be read', () => {
  const cases = [
    { said: 'pg_restore: error: could not read from input file: end of file', expect: 'the dump is cut short: it ends before it is whole' },
    {
      said: 'pg_restore: error: unsupported version (1.16) in file header',
      expect: 'the dump was made by a newer PostgreSQL (format 1.16) than this machine has',
    },
    { said: 'pg_restore: error: could not uncompress data: invalid block type', expect: 'the dump is damaged' },
    {
      said: 'pg_restore: error: could not execute query: ERROR:  type "citext" does not exist\nCommand was: …',
      expect: 'type "citext" does not exist',
    },
  ];
  for (const c of cases) it(c.expect, () => assert.equal(dumpFault(c.said), c.expect));
});

describe('an SQL file', () => {
  const cut = (sql: string) => {
    const statements = new SqlStatements();
    return { statements: sql.split('\n').flatMap((line) => statements.line(line).map(({ text }) => text)), rest: statements.rest() };
  };
  const cases = [
    { it: 'ends statements at semicolons', sql: 'select 1; select 2;\nselect\n3;', expect: ['select 1;', 'select 2;', 'select\n3;'] },
    {
      it: 'may hold them in strings, names, dollars and comments',
      sql: `select ';', E'\\';', ";", $$;$$, $a$;$$;$a$, 1 /* ; */ -- ;\n;`,
      expect: [`select ';', E'\\';', ";", $$;$$, $a$;$$;$a$, 1 /* ; */ -- ;\n;`],
    },
    { it: 'doubles quotes to mean one', sql: `select 'it''s; fine';`, expect: [`select 'it''s; fine';`] },
    { it: 'has names with dollars', sql: 'select a$b$c; select 2;', expect: ['select a$b$c;', 'select 2;'] },
    { it: 'has lines for psql, which are left out', sql: '-- a\n\\restrict x\nselect 1;\n\\unrestrict x', expect: ['-- a\nselect 1;'] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(cut(c.sql), { statements: c.expect, rest: '' }));

  it('says what stands behind the last semicolon', () => assert.equal(cut('select 1;\n-- end\nselect').rest, 'select'));

  it('takes rows behind COPY … FROM stdin alone', () => {
    assert.deepEqual(new SqlStatements().line('COPY public.a (b) FROM stdin;'), [
      { text: 'COPY public.a (b) FROM stdin;', takesRows: true },
    ]);
    assert.equal(new SqlStatements().line('select $$ copy a from stdin $$;')[0]?.takesRows, false);
  });

  it('is the same file however its strings look', () =>
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const literals = words.map((word) => `select '${word.replaceAll("'", "''").replaceAll('\n', ' ')}';`);
        assert.deepEqual(
          cut(literals.join('\n')).statements,
          literals.map((each) => each.trim()),
        );
      }),
    ));

  const foreign = [
    'ALTER TABLE public.a OWNER TO bob;',
    'GRANT ALL ON TABLE a TO b;',
    '-- x\nREVOKE ALL ON SCHEMA public FROM b;',
    'CREATE ROLE bob;',
    'CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;',
  ];
  for (const sql of foreign) it(`is restored without ${JSON.stringify(sql)}`, () => assert.ok(isForeignStatement(sql)));
  it('is restored with everything else', () =>
    assert.ok(!['CREATE TABLE grants (owner text);', 'ALTER TABLE a ADD b int;', 'CREATE EXTENSION citext;'].some(isForeignStatement)));
});

describe('a time of the day', () => {
  it('is read', () => assert.deepEqual(readDailyTime('04:05'), { hour: 4, minute: 5 }));
  for (const text of ['', '24:00', '4', '04:60', 'four']) it(`is not “${text}”`, () => assert.equal(readDailyTime(text), null));
});

describe('the page of a parked app', () => {
  it('says since when, and that nothing is lost', () =>
    assert.match(parkedPage('lab', '4 July 2026'), /lab is over.*turned off on 4 July 2026/s));
});
