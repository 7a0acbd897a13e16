// `npm test [-- folder …] [--without chromium] [--without redis]`: the check, then every test on one real Postgres server.
// The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startTestPostgres } from '../kit/testing/database-server.ts';
import { missingPrograms } from './test-programs.ts';

const root = join(import.meta.dirname, '..');

interface Counts {
  passed: number;
  failed: number;
}

/** What one run of files showed. */
interface Outcome extends Counts {
  /** Tests that passed, by file. */
  readonly passedIn: Map<string, number>;
  /** Files in which something failed. */
  readonly failedFiles: Set<string>;
}

/** More failing files than this are no accident. */
const mostTriedAgain = 6;

const endsAfterItsTests = ['--import', join(import.meta.dirname, 'end-after-tests.ts')];

async function main(): Promise<void> {
  const { folders, without } = readArguments(process.argv.slice(2));
  const counts: Counts = { passed: 0, failed: 0 };
  const missing = missingPrograms(without);
  if (missing.length > 0) {
    for (const line of missing) console.error(line);
    return finish({ passed: 0, failed: 1 });
  }
  if (folders.length === 0 && !checkPasses()) return finish({ passed: 0, failed: 1 });

  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const { url } = await startTestPostgres();
  process.env.ROSTRA_TEST_POSTGRES_URL = url;
  process.env.ROSTRA_TEST_WITHOUT = without.join(',');

  const many = { concurrency: Math.max(2, availableParallelism()), signal: stop.signal };
  const alone = { concurrency: 1, signal: stop.signal };
  for (const outcome of [
    await runFiles({ files: testFiles(folders, '.test.ts'), ...many }),
    await runFiles({ files: testFiles(folders, '.e2e.ts'), ...alone }),
  ]) {
    const settled = await triedAgain(outcome, alone);
    counts.passed += settled.passed;
    counts.failed += settled.failed;
  }
  if (stop.signal.aborted) counts.failed += 1;
  finish(counts);
}

function readArguments(args: readonly string[]): { folders: string[]; without: string[] } {
  const folders: string[] = [];
  const without: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] === '--without') without.push(args[(i += 1)] ?? '');
    else folders.push(args[i] ?? '');
  }
  return { folders, without };
}

function checkPasses(): boolean {
  const inWorkTree = spawnSync('git', ['rev-parse', '--git-dir'], { cwd: root }).status === 0;
  if (!inWorkTree) {
    console.error('This is no git work tree, so the check, which asks git for its files, is left out.');
    return true;
  }
  return spawnSync('npm', ['run', '--silent', 'check'], { cwd: root, stdio: 'inherit' }).status === 0;
}

function testFiles(folders: readonly string[], ending: string): string[] {
  const all = globSync(`**/*${ending}`, { cwd: root, exclude: (path) => /(^|\/)(node_modules|\.rostra|\.git)(\/|$)/.test(path) });
  const isWanted = (file: string): boolean => folders.length === 0 || folders.some((folder) => !relative(folder, file).startsWith('..'));
  return all.filter(isWanted).sort();
}

interface RunOptions {
  readonly files: string[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

async function runFiles(options: RunOptions): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, passedIn: new Map(), failedFiles: new Set() };
  if (options.files.length === 0 || options.signal.aborted) return outcome;
  const events = run({ ...options, cwd: root, timeout: 240_000, execArgv: endsAfterItsTests });
  events.on('test:pass', ({ details, file }) => {
    if (file !== undefined && details.type !== 'suite') outcome.passedIn.set(file, (outcome.passedIn.get(file) ?? 0) + 1);
  });
  events.on('test:fail', ({ file }) => {
    if (file !== undefined) outcome.failedFiles.add(file);
  });
  const whole = new Set<string>();
  events.on('test:summary', (summary) => {
    const { file, counts } = summary;
    if (file !== undefined) whole.add(file);
    else addCounts(outcome, counts); // the summary of the whole run comes without a file
  });
  for await (const text of events.compose(new spec())) process.stdout.write(text);
  for (const file of options.files.map((each) => resolve(root, each)).filter((each) => !whole.has(each))) {
    console.log(`${relative(root, file)} ended before it had told of all its tests, or left something open after them.`);
    outcome.failedFiles.add(file);
    outcome.failed += 1;
  }
  return outcome;
}

function addCounts(outcome: Outcome, { tests, passed, skipped, todo }: Record<'tests' | 'passed' | 'skipped' | 'todo', number>): void {
  outcome.passed += passed;
  outcome.failed += tests - passed - skipped - todo;
}

/**
 * Files in which something failed once more, each alone: a real browser and real processes on a busy machine may be late. What passes
 * then counts as passed and is named, because it wants mending; what fails again has failed.
 */
async function triedAgain(first: Outcome, options: Omit<RunOptions, 'files'>): Promise<Counts> {
  const files = [...first.failedFiles];
  if (files.length === 0 || files.length > mostTriedAgain || options.signal.aborted) return first;
  console.log(`\nOnce more, alone: ${files.map((file) => relative(root, file)).join(', ')}`);
  const second = await runFiles({ files, ...options });
  const unsteady = files.filter((file) => !second.failedFiles.has(file));
  if (unsteady.length > 0) console.log(`Unsteady, passed the second time: ${unsteady.map((file) => relative(root, file)).join(', ')}`);
  const passedBefore = files.reduce((sum, file) => sum + (first.passedIn.get(file) ?? 0), 0);
  return { passed: first.passed - passedBefore + second.passed, failed: second.failed };
}

function finish(counts: Counts): void {
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
}

if (import.meta.main) await main();
