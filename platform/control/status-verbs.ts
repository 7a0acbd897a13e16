import type { StatusPage } from '../rules/status-page.ts';

/** The page that says to everybody how an app stands; part of `Operations`. */
export interface StatusVerbs {
  statusPage(app: string): Promise<StatusPageState>;
  /** Its notes go with it. */
  setStatusPage(app: string, on: boolean): Promise<StatusPageState>;
  addStatusNote(app: string, note: NewStatusNote): Promise<StatusPageState>;
}

export interface StatusPageState {
  readonly url: string;
  /** Null: there is none. */
  readonly page: StatusPage | null;
}

export interface NewStatusNote {
  readonly text: string;
  /** In how many minutes there will be more; null: nothing is promised. */
  readonly nextMinutes: number | null;
}
