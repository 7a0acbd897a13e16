import { createHash } from 'node:crypto';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { notAllowed, notYourApp } from '../access-errors.ts';
import { diskFull, isOutOfRoom, refuseOnFullDisk } from '../disk/state.ts';
import { auditDetail } from '../rules/audit-detail.ts';
import { mayRole, rolesThatMay } from '../rules/roles.ts';
import { verbRule, type VerbRule } from '../rules/verb-needs.ts';
import type { NewAuditEntry } from '../store/audit.ts';
import type { Caller } from './caller.ts';
import type { Control } from './control.ts';
import { furtherApps } from './further-apps.ts';
import type { Operations } from './operations.ts';

/** The verbs for one caller: refused where the role or the app is not theirs; changes and looks at secrets stand in the audit log before they are done. */
export function guardedOperations(control: Control, operations: Operations, caller: Caller): Operations {
  return new Proxy(operations, {
    get(target, name): unknown {
      const verb: unknown = Reflect.get(target, name);
      if (typeof name !== 'string' || typeof verb !== 'function') return verb;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const answer: unknown = await guarded(control, { caller, verb: name, args }, async () => Reflect.apply(verb, target, args));
        return isList(name, answer) ? answer.filter((item) => isTheirs(caller, item)) : answer;
      };
    },
  });
}

interface Use {
  readonly caller: Caller;
  readonly verb: string;
  readonly args: readonly unknown[];
}

async function guarded(control: Control, use: Use, work: () => Promise<unknown>): Promise<unknown> {
  const rule = verbRule(use.verb);
  try {
    refuseUnlessAllowed(control, rule, use);
    if (rule.isAudited) refuseOnFullDisk(control, use.verb);
    if (rule.isAudited) control.store.audit.append(entryOf(control, use, null));
    return await work();
  } catch (error) {
    if (isOutOfRoom(error)) throw diskFull();
    if (rule.isAudited && error instanceof RostraError && error.code !== 'PLATFORM_DISK_FULL')
      control.store.audit.append(entryOf(control, use, error.code));
    throw error;
  }
}

function refuseUnlessAllowed({ store }: Control, rule: VerbRule, { caller, verb, args }: Use): void {
  if (!mayRole(caller.role, rule.need)) throw notAllowed(caller.role, rolesThatMay(rule.need));
  const { apps } = caller;
  if (!rule.ofApp || apps === null) return;
  const [own] = args;
  const foreign = [...(typeof own === 'string' ? [own] : []), ...furtherApps(store, verb, args)].find((app) => !apps.includes(app));
  if (foreign !== undefined) throw notYourApp(foreign);
}

function entryOf({ clock }: Control, { caller, verb, args }: Use, refused: string | null): NewAuditEntry {
  const { actor, role, address, agent, requestId } = caller;
  const [first, ...others] = args;
  const app = verbRule(verb).ofApp && typeof first === 'string' ? first : null;
  const detail = auditDetail(app === null ? args : others, fingerprint);
  return { atMs: clock.nowMs(), actor, role, address, agent, requestId, app, action: verb, detail, refused };
}

/** `sha256:1a2b3c4d5e6f`: whether a secret is the same as another time can be seen, and no more. */
const fingerprint = (secret: string): string => `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`;

const listVerbs = new Set(['apps', 'mirrors', 'addons', 'allIncidents', 'alertDeliveries', 'moments', 'liveEvents', 'upcomingEvents']);

/** Lists of all apps and of what belongs to them are cut to what the caller may see. */
function isList(verb: string, answer: unknown): answer is readonly unknown[] {
  return listVerbs.has(verb) && Array.isArray(answer);
}

function isTheirs({ apps }: Caller, item: unknown): boolean {
  if (apps === null || typeof item !== 'object' || item === null) return true;
  const app: unknown = 'app' in item ? item.app : 'name' in item ? item.name : null;
  return typeof app === 'string' && apps.includes(app);
}
