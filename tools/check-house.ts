// What no linter sees: file names nobody imports, and whether dependency-cruiser really read every source file.
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const junkDrawer = /^(utils?|helpers?|common|misc|base|manager|service|types)\.tsx?$/;

/** One sentence for each file whose name says nothing, or that node:test would run by mistake. */
export function nameFaults(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const name = basename(file);
    if (junkDrawer.test(name)) return [`${file}: name the file after the concept it holds.`];
    if (/^test\.[cm]?tsx?$/.test(name)) return [`${file}: node:test would run a file of this name as a test.`];
    return [];
  });
}

export function sourceFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' });
  return listed.stdout.split('\n').filter((file) => file !== '');
}

/** Runs dependency-cruiser on the files and gives what it found and how many of them it read. */
export function cruise(files: readonly string[], folder = root): { violations: string[]; filesSeen: number } {
  const program = join(root, 'node_modules', '.bin', 'depcruise');
  const answer = spawnSync(
    process.execPath,
    [program, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...files],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 200_000_000,
    },
  );
  const report: CruiseReport = JSON.parse(answer.stdout);
  const wanted = new Set(files);
  return {
    violations: report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    filesSeen: report.modules.filter(({ source }) => wanted.has(source)).length,
  };
}

interface CruiseReport {
  readonly summary: { readonly violations: readonly { rule: { name: string }; from: string; to: string }[] };
  readonly modules: readonly { readonly source: string }[];
}

function main(): void {
  const files = sourceFiles();
  const faults = nameFaults(files);
  const { filesSeen } = cruise(files);
  if (filesSeen < files.length)
    faults.push(`dependency-cruiser read ${filesSeen} of ${files.length} files: its rules cannot fail like this.`);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

if (import.meta.main) main();
