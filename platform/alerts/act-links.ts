import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { findingIsOld, linkIsOver, linkIsUsed, noSuchLink } from '../alert-errors.ts';
import type { Caller } from '../control/caller.ts';
import type { Control } from '../control/control.ts';
import type { OperationsFor } from '../control/operations.ts';
import { appUrl } from '../control/resources.ts';

const act = v.variant('verb', [
  v.object({ verb: v.literal('finding'), finding: v.number(), action: v.number() }),
  v.object({ verb: v.literal('quiet'), minutes: v.number() }),
]);
const linked = v.object({ incident: v.number(), app: v.string(), act, untilMs: v.number() });

/** What a link in a message does: one button of a finding, or silence for a while. */
export type LinkedAct = Readonly<v.InferOutput<typeof linked>>;

/** ALR-06 */
const goodForMs = 30 * 60_000;
const actPath = '/act?link=';

/** The address in a message: who has it may do this one thing, once, within half an hour, without signing in. */
export function actLink(control: Pick<Control, 'store' | 'clock' | 'config'>, wish: Omit<LinkedAct, 'untilMs'>): string {
  const body = Buffer.from(JSON.stringify({ ...wish, untilMs: control.clock.nowMs() + goodForMs })).toString('base64url');
  return `${appUrl(control)}${actPath}${body}.${sealOf(control, body)}`;
}

/** What it does, as long as it is good. */
export function readActLink(control: Control, token: string): LinkedAct {
  const [body = '', seal = '', ...more] = token.split('.');
  const right = Buffer.from(sealOf(control, body));
  const given = Buffer.from(seal);
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) throw noSuchLink();
  const found = v.parse(linked, JSON.parse(Buffer.from(body, 'base64url').toString()));
  const usedAtMs = control.store.alertLinks.usedAt(markOf(token));
  if (usedAtMs !== null) throw linkIsUsed(new Date(usedAtMs).toISOString());
  if (found.untilMs <= control.clock.nowMs()) throw linkIsOver();
  return found;
}

/** The button's name, and what happens, to be read before it does. */
export interface ActWords {
  readonly title: string;
  readonly detail: string;
}

export function actWords({ store }: Control, { app, act: wish }: LinkedAct): ActWords {
  if (wish.verb === 'quiet') {
    const title = `Quiet for ${wish.minutes / 60} hours`;
    return { title, detail: `Nobody is told of the alerts of ${app} for so long. They stand on the page Alerts all the same.` };
  }
  const record = store.apps.byName(app);
  const action = record === null ? undefined : store.findings.find(record.id, wish.finding)?.actions[wish.action];
  if (action === undefined) throw findingIsOld('What this link was for is over.');
  return { title: action.label, detail: action.confirm };
}

/** Does it, in the name of the link: an operator of this one app, as the audit log tells. What is refused may be tried again. */
export async function useActLink(
  control: Control,
  operationsFor: OperationsFor,
  { token, from }: { readonly token: string; readonly from: Pick<Caller, 'address' | 'agent' | 'requestId'> },
): Promise<LinkedAct> {
  const found = readActLink(control, token);
  const { alertLinks } = control.store;
  const mark = markOf(token);
  if (!alertLinks.use(mark, control.clock.nowMs())) throw linkIsUsed(new Date(control.clock.nowMs()).toISOString());
  const operations = operationsFor({ ...from, actor: `link of incident ${found.incident}`, role: 'operator', apps: [found.app] });
  try {
    if (found.act.verb === 'quiet') await operations.snoozeAlerts(found.app, { minutes: found.act.minutes, rule: null });
    else await operations.actOnFinding(found.app, found.act.finding, found.act.action);
  } catch (error) {
    if (error instanceof RostraError) alertLinks.giveBack(mark);
    throw error;
  }
  return found;
}

function sealOf(control: Pick<Control, 'store'>, body: string): string {
  const secret = control.store.access.secret('alert-links', () => randomBytes(32).toString('base64url'));
  return createHmac('sha256', secret).update(body).digest('base64url');
}

/** What is kept of a link that was used. */
const markOf = (token: string): string => token.slice(token.indexOf('.') + 1);
