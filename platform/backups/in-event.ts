import type { Control } from '../control/control.ts';

/** Before and after, in seconds (ALR-40). */
const marginS = 1800;

/** Whether an event of the app is on, or about to be, or just over. */
export function isInEvent({ store, clock }: Control, appId: number): boolean {
  const nowS = clock.nowMs() / 1000;
  const live = store.eventPlans.ofApp(appId).flatMap(({ windows }) => windows.live);
  return live.some(({ fromS, toS }) => fromS - marginS <= nowS && nowS <= toS + marginS);
}

/** The first app that has one; null when none has. */
export function appInEvent(control: Control): string | null {
  return control.store.eventPlans.all().find(({ appId }) => isInEvent(control, appId))?.appName ?? null;
}

/** When the app's next event begins, in milliseconds; null: none is planned. */
export function nextEventMs({ store, clock }: Control, appId: number): number | null {
  const live = store.eventPlans.ofApp(appId).flatMap(({ windows }) => windows.live);
  const begins = live.map(({ fromS }) => fromS * 1000).filter((ms) => ms > clock.nowMs());
  return begins.length === 0 ? null : Math.min(...begins);
}
