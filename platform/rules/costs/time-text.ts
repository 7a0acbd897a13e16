import { unreachable } from '#kit/errors/invariant.ts';
import type { PlanTime } from './event-plan.ts';

/** `14 d`, ` 1 h`, `4 × 10 h`: numbers below ten stand under the last digit of larger ones. */
export function timeText(time: PlanTime): string {
  switch (time.kind) {
    case 'days':
      return `${String(time.days).padStart(2)} d`;
    case 'hours':
      return `${String(time.hours).padStart(2)} h`;
    case 'hours-a-day':
      return `${time.days} × ${time.hours} h`;
    default:
      return unreachable(time);
  }
}
