import type { Permission } from './permissions.ts';
import type { Settings } from './settings.ts';

/** Whoever is logged in, as one tournament knows them. */
export interface Member {
  /** May do everything in every tournament. */
  readonly isSuperuser: boolean;
  /** Given directly, and those of the person's groups, in this tournament. */
  readonly permissions: ReadonlySet<Permission>;
}

/** Whether the person may do it. */
export function may(member: Member, permission: Permission): boolean {
  return member.isSuperuser || member.permissions.has(permission);
}

/** All that somebody may do: what was given directly and what each group gives. */
export function permissionsOf(
  direct: Iterable<Permission>,
  groups: Iterable<{ readonly permissions: Iterable<Permission> }>,
): ReadonlySet<Permission> {
  return new Set([...direct, ...[...groups].flatMap((group) => [...group.permissions])]);
}

/** What an assistant can be let into: entering results, showing the draw, everything else there is for assistants. */
export type AssistantArea = 'results' | 'draw' | 'other';

const areasOf: Record<Settings['assistant_access'], ReadonlySet<AssistantArea>> = {
  all_areas: new Set(['results', 'draw', 'other']),
  results_draw: new Set(['results', 'draw']),
  results_only: new Set(['results']),
  none: new Set(),
};

/** Whether anybody who is logged in may open that part of the assistant's pages (setting assistant_access, tab spec section 10.7). */
export function mayAssist(settings: Pick<Settings, 'assistant_access'>, area: AssistantArea): boolean {
  return areasOf[settings.assistant_access].has(area);
}
