import { payments } from '../payments/list.ts';
import { moneyCell, type ExportHead } from '../rules/export-table.ts';
import { projectRules } from '../sessions/played-session.ts';
import { readSessions } from './read.ts';
import type { ExportLine, ExportScope, ExportSource, ExportTable } from './table.ts';

const columns: readonly ExportHead[] = [
  { name: 'session_code', isNumber: false },
  { name: 'participant_id_in_session', isNumber: true },
  { name: 'participant_code', isNumber: false },
  { name: 'participant_label', isNumber: false },
  { name: 'finished', isNumber: true },
  { name: 'status', isNumber: false },
  { name: 'payoff', isNumber: true },
  { name: 'payoff_in_real_money', isNumber: true },
  { name: 'participation_fee', isNumber: true },
  { name: 'adjustment', isNumber: true },
  { name: 'total', isNumber: true },
  { name: 'reasons', isNumber: false },
];

/** Who is paid what, one line a participant. */
export async function paymentsTable(source: ExportSource, scope: ExportScope): Promise<ExportTable> {
  return { name: 'Payments', columns, lines: readLines(source, scope) };
}

async function* readLines(source: ExportSource, scope: ExportScope): AsyncGenerator<ExportLine[]> {
  for (const session of await readSessions(source, scope)) {
    const { rules } = projectRules(session.config, source.project);
    const all = await payments(source.db, session.id, rules.rate);
    yield all.map((one) => [
      session.code,
      String(one.number),
      one.code,
      one.label ?? '',
      one.pageIndex > session.maxPageIndex ? '1' : '0',
      one.status,
      ...[one.payoff, one.payoffInMoney, one.fee, one.adjustment, one.total].map(moneyCell),
      one.adjustments.map(({ amount, reason }) => `${amount}: ${reason.replace(/[\r\n]/g, ' ')}`).join('; '),
    ]);
  }
}
