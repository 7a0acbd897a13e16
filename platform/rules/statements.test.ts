import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { repeatedStatements, statementRows, statementsSince } from './statements.ts';
import type { StatementMinute } from './statements.ts';

const teams = { id: '1', text: 'select name from teams where id = $1', calls: 10, ms: 5, rows: 10 };
const rounds = { id: '2', text: 'select seq from rounds', calls: 2, ms: 15, rows: 20 };

describe('statements since the look before', () => {
  it('are what was added', () =>
    assert.deepEqual(statementsSince([teams], [{ ...teams, calls: 15, ms: 8, rows: 15 }]), [{ ...teams, calls: 5, ms: 3, rows: 5 }]));
  it('have nothing of what was not run', () => assert.deepEqual(statementsSince([teams], [teams]), []));
  it('have all of what is new', () => assert.deepEqual(statementsSince([teams], [teams, rounds]), [rounds]));
  it('count from nothing when the server did', () =>
    assert.deepEqual(statementsSince([teams], [{ ...teams, calls: 4, ms: 2, rows: 4 }]), [{ ...teams, calls: 4, ms: 2, rows: 4 }]));
});

it('a database spent its time in these, most of it first', () =>
  assert.deepEqual(
    statementRows('db', [
      { second: 0, statements: [teams, rounds] },
      { second: 60, statements: [teams] },
    ]),
    [
      { database: 'db', text: rounds.text, calls: 2, meanMs: 7.5, rowsPerCall: 10, timePercent: 60 },
      { database: 'db', text: teams.text, calls: 20, meanMs: 0.5, rowsPerCall: 1, timePercent: 40 },
    ],
  ));

describe('a page that asks the same again and again', () => {
  const draws = [3, 0, 9, 1, 6, 2, 8, 0, 4, 7];
  const routes = new Map(draws.map((requests, at) => [at * 60, { '/draw': counts(requests), '/home': counts(5 + (at % 2)) }]));
  const minutes = (calls: (draw: number, at: number) => number): StatementMinute[] =>
    draws.map((draw, at) => ({ second: at * 60, statements: [{ ...teams, calls: calls(draw, at), ms: calls(draw, at) * 0.5 }] }));

  it('is named with the statement, how often it is asked, and what one question would save', () =>
    assert.deepEqual(
      repeatedStatements(
        'db',
        minutes((draw) => draw * 40),
        routes,
      ),
      [{ database: 'db', route: '/draw', text: teams.text, perRequest: 40, savesMs: 19.5 }],
    ));
  it('is not one that asks a few times', () =>
    assert.deepEqual(
      repeatedStatements(
        'db',
        minutes((draw) => draw * 19),
        routes,
      ),
      [],
    ));
  it('is not told of calls that go with no page', () =>
    assert.deepEqual(
      repeatedStatements(
        'db',
        minutes((_, at) => [10, 40, 400, 30, 5, 300, 20, 90, 410, 15][at] ?? 0),
        routes,
      ),
      [],
    ));
  it('is not told of a few minutes', () =>
    assert.deepEqual(repeatedStatements('db', minutes((draw) => draw * 40).slice(0, 9), routes), []));
});

function counts(requests: number) {
  return { requests, failed: 0, totalMs: requests, buckets: '' };
}
