import { alertOver } from '../alerts/alert-of.ts';
import type { Control } from '../control/control.ts';
import { scaleApp } from '../control/app-operations.ts';
import { processTypes } from '../control/resources.ts';
import type { AutoscaleChange } from '../control/scaling-verbs.ts';
import { runsOnOneWebDyno } from '../releases/errors.ts';
import { webType } from '../rules/formation.ts';
import { runsAlone } from '../rules/otree-guest.ts';
import { mostDynos } from '../rules/plans.ts';
import type { ProcessType } from '../rules/resources.ts';
import { autoscaleDefaults } from '../rules/scaling/autoscale.ts';
import type { AutoscaleRule, AutoscaleWish } from '../rules/scaling/autoscale.ts';
import { mayAutoscale } from '../rules/scaling/tier-rules.ts';
import type { AppRecord } from '../store/apps.ts';
import type { AutoscaleRecord } from '../store/autoscale.ts';
import { nothingToAutoscale, notAutoscaled, notOnThisTier, wrongAutoscale } from './errors.ts';
import { checkFormation, checkType } from './check-formation.ts';

interface Enabling {
  readonly wish: AutoscaleChange;
  readonly actor: string;
  readonly source: AutoscaleRecord['source'];
}

/** Turns the autoscaler of a process type on, or on in another way. */
export function enableAutoscale(control: Control, app: AppRecord, { wish, actor, source }: Enabling): void {
  const { type = webType, size, afterwards = null, isDryRun = false, notifiesAtMax = false } = wish;
  const rule = checkedRule(control, app, wish);
  const untilMs = checkedUntil(control, wish.until ?? null);
  if (afterwards !== null) checkFormation(control, app, afterwards);
  const { store, clock } = control;
  store.transaction(() => {
    const enabledAtMs = clock.nowMs();
    const record = { appId: app.id, type, source, ...rule, isDryRun, notifiesAtMax, untilMs, afterwards, enabledAtMs, actor };
    store.autoscales.enable(record);
    const { min, max, p95Ms } = rule;
    const text = `Autoscaler of ${type} on${isDryRun ? ', as a trial' : ''}: ${min} to ${max} dynos, goal ${p95Ms} ms`;
    store.events.append({ appId: app.id, atMs: enabledAtMs, kind: 'scale', text, actor });
    if (size !== undefined) scaleApp(control, app, { wish: { [type]: { size } }, actor });
  });
}

/** Of the alert that it can add no more. */
export const autoscalerSubject = ({ appId, type }: Pick<AutoscaleRecord, 'appId' | 'type'>): string => `autoscaler:${appId}:${type}`;

/** A person's, at once; a schedule's goes when its window closes. */
export function disableAutoscale(
  control: Control,
  app: AppRecord,
  { type, actor }: { readonly type: string; readonly actor: string },
): void {
  const { store, clock } = control;
  store.transaction(() => {
    if (!store.autoscales.disable({ appId: app.id, type, source: 'person' })) throw notAutoscaled(app.name, type);
    alertOver(control, autoscalerSubject({ appId: app.id, type }));
    store.events.append({ appId: app.id, atMs: clock.nowMs(), kind: 'scale', text: `Autoscaler of ${type} off`, actor });
  });
}

const leastGoalMs = 50;
const mostGoalMs = 30_000;

/** The rule that a wish comes to; refused in one sentence where it cannot be. */
export function checkedRule(control: Control, app: AppRecord, { type = webType, ...wish }: AutoscaleWish): AutoscaleRule {
  const types = processTypes(control, app);
  checkScalable(app, types, type);
  if (!mayAutoscale(control.config.tierRules, wish.size ?? types.find((each) => each.type === type)?.size ?? ''))
    throw notOnThisTier(autoscaleTier);
  const { min, max, p95Ms } = ruleOf(wish);
  if (![min, max].every((quantity) => isWithin(quantity, 1, mostDynos)))
    throw wrongAutoscale(`The smallest and the largest number of dynos must be whole numbers from 1 to ${mostDynos}.`);
  if (min > max) throw wrongAutoscale(`At least ${min} dynos and at most ${max} cannot be.`);
  if (!isWithin(p95Ms, leastGoalMs, mostGoalMs))
    throw wrongAutoscale(`The goal must be a whole number of milliseconds from ${leastGoalMs} to ${mostGoalMs}.`);
  return { min, max, p95Ms };
}

/** What is left out is as usual. */
export const ruleOf = ({
  min = autoscaleDefaults.min,
  max = autoscaleDefaults.max,
  p95Ms = autoscaleDefaults.p95Ms,
}: AutoscaleWish): AutoscaleRule => ({ min, max, p95Ms });

/** ALR-14 */
const autoscaleTier = 'Autoscaling is only available on performance dynos (tier rules are on). Change the size or turn tier rules off.';

function checkScalable(app: AppRecord, types: readonly ProcessType[], type: string): void {
  checkType(app, types, type);
  if (type !== webType) throw nothingToAutoscale(app.name, type);
  if (runsAlone(Object.fromEntries(types.map((each) => [each.type, each.command])))) throw runsOnOneWebDyno(app.name);
}

const isWithin = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

function checkedUntil({ clock }: Control, until: string | null): number | null {
  if (until === null) return null;
  const untilMs = Date.parse(until);
  if (Number.isNaN(untilMs)) throw wrongAutoscale(`"${until}" is no time; write it as 2026-07-04T18:00:00+01:00.`);
  if (untilMs <= clock.nowMs()) throw wrongAutoscale(`${until} is past.`);
  return untilMs;
}
