import type { EvidenceItem } from '../findings/finding.ts';
import { burstWords } from './bursts.ts';
import { capacityWords, repeatedWords } from './report.ts';
import type { MonitorReport } from './report.ts';

/** The report as Markdown, for a mail or a wiki. `money` writes an amount in micro-units. */
export function reportText(report: MonitorReport, money: (micro: number) => string): string {
  const { app, from, to, verdict, findings, routes, repeated, pages, demand, capacity, cost } = report;
  const parts = [
    `# ${app}, ${shortTime(from)} to ${shortTime(to)} UTC`,
    verdict,
    ...(findings.length === 0 ? [] : ['## Findings', ...findings.map(findingText)]),
    ...timeline(report),
    ...(routes.length === 0 ? [] : ['## Where the seconds went', routeTable(report)]),
    ...(repeated.length === 0 ? [] : ['## Asked again and again', repeated.map((one) => `- ${repeatedWords(one)}`).join('\n')]),
    ...(pages.length === 0 ? [] : ['## Pages of the game', pageTable(report)]),
    ...(demand === null ? [] : ['## The next session', `${demand.sentence}${demand.warning === null ? '' : ` ${demand.warning}`}`]),
    '## Capacity and cost',
    `${capacityWords(capacity)} As it runs now it costs ${money(cost.perHourMicro)} an hour.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const shortTime = (at: string): string => at.slice(0, 16).replace('T', ' ');

function findingText({ rule, title, why, since, evidence }: MonitorReport['findings'][number]): string {
  return [`**${title}** (${rule}, since ${shortTime(since)}). ${why}`, ...evidence.map((item) => `- ${evidenceText(item)}`)].join('\n');
}

/** `95 of 100 pages within: 2840 ms` */
export const evidenceText = ({ text, value, unit }: EvidenceItem): string => `${text}: ${value} ${unit}`.trimEnd();

function timeline({ events, bursts }: MonitorReport): readonly string[] {
  const all = [
    ...events.map(({ at, text }) => ({ at, text })),
    ...bursts.map((burst) => ({ at: timeOf(burst.second), text: burstWords(burst) })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return all.length === 0 ? [] : ['## What happened', all.map(({ at, text }) => `- ${at.slice(11, 19)} ${text}`).join('\n')];
}

/** Within a day: the clock alone. */
const timeOf = (second: number): string => {
  const [hours, minutes, seconds] = [Math.floor(second / 3600) % 24, Math.floor(second / 60) % 60, Math.floor(second) % 60];
  return `0000-00-00T${[hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':')}`;
};

/** Columns that nothing was measured for are left out. */
function routeTable({ routes, previousRelease }: MonitorReport): string {
  const hasWait = routes.some(({ waitP95 }) => waitP95 !== null);
  const hasBefore = routes.some(({ before }) => before !== null);
  const rows = routes.map(({ route, requests, timePercent, p50, p95, p99, max, failedPercent, waitP95, before, isSlower }) => [
    `\`${route}\``,
    String(requests),
    `${timePercent} %`,
    ...[p50, p95, p99, max].map(ms),
    `${failedPercent} %`,
    ...(hasWait ? [ms(waitP95)] : []),
    ...(hasBefore ? [before === null ? '' : `${ms(before)}${isSlower ? ', slower now' : ''}`] : []),
  ]);
  const head = ['Page', 'Requests', 'Of the time', 'p50', 'p95', 'p99', 'Longest', 'Failed'];
  return table([...head, ...(hasWait ? ['Wait inside, p95'] : []), ...(hasBefore ? [`p50 in v${previousRelease}`] : [])], rows);
}

function pageTable({ pages }: MonitorReport): string {
  const rows = pages.map(({ page, participants, rounds, perParticipant, stayMeanSeconds, showMs, sendMs }) => [
    `\`${page}\``,
    String(participants),
    String(rounds),
    perParticipant.toFixed(1),
    stayMeanSeconds === null ? '' : `${stayMeanSeconds.toFixed(1)} s`,
    ms(showMs),
    ms(sendMs),
  ]);
  return table(['Page', 'Participants', 'Rounds', 'Requests each', 'Stay', 'Own time of the page', 'of its answer'], rows);
}

const ms = (value: number | null): string => (value === null ? '' : `${Math.round(value)} ms`);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
