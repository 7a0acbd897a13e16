/** How far back an installation's own rules are tried. */
export interface TrialQuery {
  readonly seconds?: number | undefined;
}

/** What a rule of the installation would have said of moments that were kept. */
export interface SiteRuleTrial {
  /** In `monitor/rules` of the data folder. */
  readonly file: string;
  /** Why it is left out; null: it is asked. */
  readonly fault: string | null;
  readonly moments: number;
  readonly spoke: readonly { readonly at: string; readonly title: string }[];
}
