/** Why a ballot may not be confirmed yet, and where on the form to say so. */
export interface BallotFault {
  readonly code: BallotFaultCode;
  /** Which sheet, side (from 0) and position (from 1) to mark; null for the whole. */
  readonly sheet: number | null;
  readonly side: number | null;
  readonly position: number | null;
  /** One sentence for whoever fills the ballot in. */
  readonly message: string;
}

export type BallotFaultCode =
  | 'missing'
  | 'out-of-range'
  | 'off-step'
  | 'margin-too-large'
  | 'tie'
  | 'wrong-winner'
  | 'rank'
  | 'speaker'
  | 'panel'
  | 'forfeit'
  | 'motion'
  | 'veto';

/** A fault of the place given, or of the ballot as a whole. */
export function ballotFault(
  code: BallotFaultCode,
  message: string,
  at: { readonly side?: number; readonly position?: number } = {},
): BallotFault {
  return { code, sheet: null, side: at.side ?? null, position: at.position ?? null, message };
}
