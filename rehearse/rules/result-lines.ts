import type { Level } from './level.ts';
import type { RehearsalResult } from './result.ts';

/** The result as a person reads it at a terminal: the answer first. */
export function resultLines(result: RehearsalResult): string[] {
  const { bottleneck, second, recommend, knee } = result;
  return [
    result.words,
    result.headline,
    '',
    ...levelTable(result.levels),
    '',
    ...(knee === null ? [] : [knee.words]),
    ...(bottleneck === null ? [] : [`First to fill up: ${bottleneck.title.toLowerCase()}. ${bottleneck.words}`]),
    ...(second === null ? [] : [`Then: ${second.title.toLowerCase()}. ${second.words}`]),
    ...recommend.sentences,
    ...(recommend.command === null ? [] : [`  $ ${recommend.command}`]),
    ...(recommend.command !== null && recommend.formation !== null
      ? [recommend.isConfirmed ? 'That was tried, and it held.' : 'That has not been shown to hold.']
      : []),
    ...costLine(result),
  ];
}

/** `An hour of 2 web, 1 worker costs $0.1042 (Heroku), €0.0000 (Own machine).` */
function costLine({ recommend: { costs, formation }, formation: present }: RehearsalResult): string[] {
  if (costs.length === 0) return [];
  const dynos = Object.entries(formation ?? present).map(([type, word]) => `${word.replace(/:.*/, '')} ${type}`);
  return [`An hour of ${dynos.join(', ')} costs ${costs.map(({ book, hourly }) => `${hourly} (${book})`).join(', ')}.`];
}

function levelTable(levels: readonly Level[]): string[] {
  const rows = levels
    .toSorted((a, b) => a.people - b.people)
    .map((level) => [
      level.people.toLocaleString('en'),
      String(level.perSecond),
      inMs(level.p50),
      inMs(level.p95),
      `${level.failedPercent} %`,
      level.evidence.load?.toFixed(2) ?? '–',
      level.verdict === 'pass' ? 'pass' : `${level.verdict}: ${level.why}`,
    ]);
  const head = ['people', 'answered/s', 'half within', '95 of 100', 'failed', 'load', ''];
  const widths = head.map((label, column) => Math.max(label.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    `  ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}

const inMs = (ms: number | null): string => (ms === null ? '–' : `${Math.round(ms)} ms`);

/** For a build server: one test case for each level, one for the verdict. */
export function junit({ app, levels, verdict, words, of }: RehearsalResult): string {
  const cases = levels.map((level) => testCase(`${level.people} people`, level.verdict === 'pass' || level.people > of ? null : level.why));
  const all = [...cases, testCase('verdict', verdict === 'PASS' ? null : words)];
  const failed = all.filter((one) => one.includes('<failure')).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="rehearsal of ${escaped(app)}" tests="${all.length}" failures="${failed}">\n${all.join('\n')}\n</testsuite>\n`;
}

const testCase = (name: string, fault: string | null): string =>
  fault === null
    ? `  <testcase name="${escaped(name)}"/>`
    : `  <testcase name="${escaped(name)}"><failure message="${escaped(fault)}"/></testcase>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
