/** What somebody asks of the autoscaler; what is left out is as `autoscaleDefaults` has it (platform specification, ALR-10). */
export interface AutoscaleWish {
  readonly type?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Milliseconds within which 95 % of requests are to be answered. */
  readonly p95Ms?: number | undefined;
  /** Of the dynos while it is on; absent: it stays. */
  readonly size?: string | undefined;
}
