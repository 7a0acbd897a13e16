import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'rostra-cases-'));
after(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly exit: number | null;
  readonly lines: string[];
  readonly errors: string;
}

/** Runs the program in another folder than the shell's, as npm does. */
function run(...words: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.resolve('./run.ts')), ...words], {
    cwd: tmpdir(),
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  });
  return { exit: status, lines: stdout.trimEnd().split('\n'), errors: stderr };
}

function caseFile(name: string, kind: string, cases: readonly object[]): string {
  writeFileSync(join(folder, name), JSON.stringify({ kind, cases }));
  return name;
}

const answersOf = (name: string): unknown[] =>
  readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

const motion = { id: 'mo-1', aff_wins: 30, neg_wins: 12 };

describe('npm run cases', () => {
  it('passes a right answer, from a path relative to the shell', () => {
    const file = caseFile('right.json', 'motions', [{ ...motion, expected: { statistic: 7.714286, level: '1%' } }]);
    const { exit, lines } = run(file);
    assert.deepEqual([exit, lines], [0, ['passed motions mo-1', '1 passed, 0 failed']]);
  });

  it('says the first difference', () => {
    const file = caseFile('wrong.json', 'motions', [{ ...motion, expected: { statistic: 7.714286, level: '5%' } }]);
    const { exit, lines } = run(file);
    assert.deepEqual([exit, lines], [1, ['FAIL motions mo-1: level should be "5%" and is "1%".', '0 passed, 1 failed']]);
  });

  it('answers what it cannot judge', () => {
    const questions = caseFile('questions.json', 'motions', [motion]);
    const costs = caseFile('costs.json', 'position_costs', [
      { id: 'pc-1', side_history: [1, 1, 1, 0], expected: [{ position_cost: 'entropy', renyi_order: 1 }] },
    ]);
    const { exit, lines } = run(questions, costs, '--answers', 'answers.jsonl');
    assert.deepEqual([exit, lines.at(-1)], [0, '2 answered']);
    assert.deepEqual(answersOf('answers.jsonl'), [
      { id: 'mo-1', kind: 'motions', statistic: 324 / 42, level: '1%' },
      { id: 'pc-1', kind: 'position_costs', costs: [{ position_cost: 'entropy', renyi_order: 1, costs: [2, 2, 2, 0] }] },
    ]);
  });

  it('counts a kind it does not know as failed', () => {
    const { exit, lines } = run(caseFile('unknown.json', 'horoscopes', [{ id: 'h-1' }]));
    assert.deepEqual([exit, lines.at(-1)], [1, '0 passed, 1 failed']);
  });

  it('fails a case that cannot be read and goes on', () => {
    const file = caseFile('broken.json', 'motions', [
      { id: 'b-1', expected: {} },
      { ...motion, expected: { level: '1%', statistic: 324 / 42 } },
    ]);
    const { exit, lines } = run(file);
    assert.equal(exit, 1);
    assert.equal(lines.at(-1), '1 passed, 1 failed');
  });

  it('refuses a file that is not there or no file of cases', () => {
    assert.match(run('nothing.json').errors, /^There is no file nothing\.json\./);
    writeFileSync(join(folder, 'text.json'), 'hello');
    const { exit, errors } = run('text.json');
    assert.match(errors, /^text\.json is no file of cases/);
    assert.equal(exit, 2);
  });

  it('takes null for left out, and options under the names of the settings or of the README', () => {
    const team = { points: 0, subrank: null, institution: null, side_history: null, seen: null, npullups: null };
    const teams = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => ({ ...team, id }));
    const names = [{ exponent: 0 }, { bp_position_cost_exponent: 0 }, { 'draw_rules.bp_position_cost_exponent': 0, bp_renyi_order: null }];
    const expected = { rooms: [1, 2].map((room_rank) => ({ room_rank, level: 0, allowed_points: [0] })), total_cost: 8 };
    const draws = names.map((options, index) => {
      return { id: `d-${index}`, check: 'optimal', teams_in_debate: 4, draw_type: 'power_paired', options, teams, expected };
    });
    const sheets = [{ scores: [[75, null], null], winners: null }];
    const ballot = {
      id: 'b-1',
      stage: 'preliminary',
      teams: 2,
      panel: ['C'],
      ghosts: null,
      sheets,
      expected: { error: null, valid: false },
    };
    const { lines } = run(caseFile('nulls.json', 'draws', draws), caseFile('ballot.json', 'ballots', [ballot]));
    assert.equal(lines.at(-1), '4 passed, 0 failed');
  });

  it('answers a refused draw with the sentence for the user', () => {
    const teams = [1, 2, 3].map((id) => ({ id, points: 0, subrank: 1, institution: 'A', side_history: [0, 0] }));
    const file = caseFile('odd.json', 'draws', [
      { id: 'd-1', check: 'error', teams_in_debate: 2, draw_type: 'power_paired', options: {}, teams, expected: {} },
    ]);
    const { lines } = run(file, '--answers', 'odd.jsonl');
    assert.equal(lines.at(-1), '1 passed, 0 failed');
    assert.deepEqual(answersOf('odd.jsonl'), [
      { id: 'd-1', kind: 'draws', error: '3 teams are available, and debates of 2 teams need a multiple of 2.' },
    ]);
  });

  it('answers a team that sits out as a debate of its own after the last', () => {
    const teams = [1, 2, 3].map((id) => ({ id, points: 0, subrank: id }));
    const options = { bye_team_selection: 'lowest', side_allocations: 'none' };
    const pair = { teams: [1, 2], bracket: 0, room_rank: 1 };
    const expected = { pairings: [pair, { teams: [3], bracket: -1, room_rank: 2 }] };
    const bye = { id: 'd-1', check: 'exact', teams_in_debate: null, draw_type: 'power_paired', options, teams, expected };
    assert.deepEqual(run(caseFile('bye.json', 'draws', [bye])).lines, ['passed draws d-1', '1 passed, 0 failed']);
  });

  it('holds an allocation to its cost also where the case says that there is no error', () => {
    const debates = [{ id: 1, importance: null, teams: [11, 12] }];
    const field = { kind: 'consensus', debates, adjudicators: [{ id: 7, score: 4, trainee: null }] };
    const expected = { error: null, voting_pool: [7], nwarnings: 0, panel_sizes: { 1: [1, 0] }, grand_total: 42_522.08 };
    const cases = [expected, { ...expected, grand_total: 1 }].map((own, index) => ({ ...field, id: `a-${index}`, expected: own }));
    assert.deepEqual(
      run(caseFile('free.json', 'adjudicators', cases)).lines.map((line) => line.split(':')[0]),
      ['passed adjudicators a-0', 'FAIL adjudicators a-1', '1 passed, 1 failed'],
    );
  });
});
