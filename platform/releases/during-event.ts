import type { Control } from '../control/control.ts';
import { eventIsOn } from '../costs/errors.ts';
import { liveEvents } from '../costs/planned.ts';

/** Other code for an app whose event is on asks twice, whichever way it comes (ALR-40). */
export function refuseDuringEvent(
  control: Control,
  appId: number,
  { evenLive = false }: { readonly evenLive?: boolean | undefined },
): void {
  const [event] = liveEvents(control, appId);
  if (event !== undefined && !evenLive) throw eventIsOn(event);
}
