/** One row of the machine's process table. A process is known by pid and start together: pids are used again. */
export interface ProcessRow {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly session: number;
  /** Clock ticks since the machine's start. */
  readonly startTicks: number;
}

/** Reads /proc/PID/stat; null when the line is not one. The command's name may hold spaces and brackets. */
export function processRow(stat: string): ProcessRow | null {
  const pid = Number.parseInt(stat, 10);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = '', parent, , session] = fields;
  const startTicks = Number(fields[19]);
  if (!Number.isInteger(pid) || !Number.isFinite(startTicks)) return null;
  return { pid, state, parent: Number(parent), session: Number(session), startTicks };
}

/** A zombie is gone: where process 1 reaps nobody, it stays in the table for ever. */
export function isAlive(row: ProcessRow): boolean {
  return row.state !== 'Z' && row.state !== 'X';
}

/**
 * Everything living that belongs to a tree: `root` and `marked` processes, all in the root's session, and all descendants of any of
 * these. Ascending pids.
 */
export function treeMembers(rows: readonly ProcessRow[], root: number, marked: ReadonlySet<number>): ProcessRow[] {
  const members = new Set<number>();
  for (const row of rows) {
    if (row.pid === root || row.session === root || marked.has(row.pid)) members.add(row.pid);
  }
  let grown = -1;
  while (grown !== members.size) {
    grown = members.size;
    for (const row of rows) if (members.has(row.parent)) members.add(row.pid);
  }
  return rows.filter((row) => members.has(row.pid) && isAlive(row)).sort((a, b) => a.pid - b.pid);
}
