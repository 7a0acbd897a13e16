import type { Role } from '../rules/roles.ts';

/** Who asks, with what right, and from where. */
export interface Caller {
  /** Stands in releases, events and logs as `by …`. */
  readonly actor: string;
  readonly role: Role;
  /** Null: all apps. */
  readonly apps: readonly string[] | null;
  readonly address: string | null;
  /** What the browser or program calls itself. */
  readonly agent: string | null;
  readonly requestId: string | null;
}

/** Somebody at the machine itself, who may do everything. */
export function ownerOfMachine(actor: string): Caller {
  return { actor, role: 'owner', apps: null, address: null, agent: null, requestId: null };
}
