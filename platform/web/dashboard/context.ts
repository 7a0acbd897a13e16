import type { LoginStore } from '#kit/http/login.ts';
import type { Clock } from '#kit/time/clock.ts';
import type { OperationsFor } from '../../control/operations.ts';

/**
 * What the dashboard needs of the process it runs in. Control makes the server with the kit's `createServer` (product `platform`, islands of
 * `dashboardIslands`), listens on dashboard.sock and calls `registerDashboard(server, context)` from pages.ts.
 */
export interface DashboardContext {
  readonly operationsFor: OperationsFor;
  /** Whether this is the admin password now: it may have been changed since the start. */
  isAdminPassword(given: string): Promise<boolean>;
  readonly logins: LoginStore;
  readonly clock: Clock;
}
