/** A program that the platform's processes run. */
export interface Program {
  /** The folder of its package.json. */
  readonly folder: string;
  readonly version: string;
}

/** A program that could take the place of the one that runs. */
export interface NewProgram {
  readonly from: string;
  readonly version: string;
  /** What its maker says is new in it; empty: nothing. */
  readonly notes: string;
}

/** The program that an update has put into place, as it stands in the data folder. */
export interface ProgramRecord extends Program {
  /** The one before, to go back to. */
  readonly former: Program;
  /**
   * `control`: its control has not been healthy yet, so control.db may be half changed; `rest`: control is, router and dynod follow;
   * `settled`: all of them were healthy.
   */
  readonly phase: 'control' | 'rest' | 'settled';
  /** control.db as it was before. */
  readonly stateCopy: string;
}

/** Where an update stands. */
export interface UpdateStatus {
  readonly state: 'preparing' | 'switching' | 'done' | 'failed' | 'rolled back';
  readonly from: string;
  readonly to: string;
  /** Why it failed; empty otherwise. */
  readonly words: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly actor: string;
}

/** Null when nothing of the kind can be read. */
export function programRecord(text: string): ProgramRecord | null {
  const value = parsed(text);
  if (!isObject(value)) return null;
  const { phase, stateCopy, former } = value;
  const program = programIn(value);
  const before = isObject(former) ? programIn(former) : null;
  if (program === null || before === null || typeof stateCopy !== 'string') return null;
  return phase === 'control' || phase === 'rest' || phase === 'settled' ? { ...program, former: before, phase, stateCopy } : null;
}

function programIn({ folder, version }: Readonly<Record<string, unknown>>): Program | null {
  return typeof folder === 'string' && typeof version === 'string' ? { folder, version } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
