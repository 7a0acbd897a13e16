import type { LoginStore } from '#kit/http/login.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { ActWords, LinkedAct } from '../../alerts/act-links.ts';
import type { Caller } from '../../control/caller.ts';
import type { OperationsFor } from '../../control/operations.ts';
import type { NewAuditEntry } from '../../store/audit.ts';

/**
 * What the dashboard needs of the process it runs in. Control makes the server with the kit's `createServer` (product `platform`, islands of
 * `dashboardIslands`), listens on dashboard.sock and calls `registerDashboard(server, context)` from pages.ts.
 */
export interface DashboardContext {
  readonly operationsFor: OperationsFor;
  /** Whom this password lets in; null: nobody. Without a name it is asked of the admin password. */
  nameOf(name: string, password: string): Promise<string | null>;
  /** What somebody who signed in may do now; null: nothing any more. */
  holderOf(name: string): Pick<Caller, 'role' | 'apps'> | null;
  /** Into the audit log, for what is no verb: signing in and out. */
  note(entry: Omit<NewAuditEntry, 'atMs'>): void;
  /** Links in messages: what one does, said without doing it, and doing it. */
  readonly actLinks: {
    read(token: string): { readonly act: LinkedAct; readonly words: ActWords };
    use(token: string, from: Pick<Caller, 'address' | 'agent' | 'requestId'>): Promise<LinkedAct>;
  };
  readonly logins: LoginStore;
  readonly clock: Clock;
  /** Nothing can be changed until there is room; missing: it never is. */
  isDiskFull?(): boolean;
  /** How many times as fast as the machine's that clock runs; 1 unless said. */
  readonly speed?: number;
}
