import type { AutoscaleWish } from '../rules/scaling/autoscale.ts';
import type {
  AnnouncedMoment,
  Autoscale,
  AutoscaleDecision,
  ScalingAdvice,
  Schedule,
  SchedulePreview,
  Sleep,
  SleepChange,
} from '../rules/scaling/scaling-resources.ts';
import type { ScheduledFormation, ScheduleWish } from '../rules/scaling/schedule.ts';

/** What a person can ask of the autoscaler, of schedules and of sleep; part of `Operations`. */
export interface ScalingVerbs {
  autoscales(app: string): Promise<readonly Autoscale[]>;
  enableAutoscale(app: string, wish: AutoscaleChange): Promise<Autoscale>;
  disableAutoscale(app: string, type: string): Promise<void>;
  /** Newest first. */
  autoscaleDecisions(app: string, query: DecisionQuery): Promise<readonly AutoscaleDecision[]>;
  /** The smallest fixed formation that would have held what came; the last two hours unless said, RFC 3339. */
  adviseScaling(app: string, range: { readonly from?: string; readonly to?: string }): Promise<ScalingAdvice>;

  schedules(app: string): Promise<readonly Schedule[]>;
  addSchedule(app: string, wish: ScheduleWish): Promise<Schedule>;
  /** When its windows would be; nothing is made. */
  previewSchedule(app: string, wish: ScheduleWish): Promise<SchedulePreview>;
  /** In an open window it ends at once. */
  removeSchedule(app: string, id: number): Promise<void>;

  /** Of all apps, what is still to come; the next one first. */
  moments(): Promise<readonly AnnouncedMoment[]>;

  sleep(app: string): Promise<Sleep>;
  setSleep(app: string, wish: SleepChange): Promise<Sleep>;
}

export interface AutoscaleChange extends AutoscaleWish {
  /** It says what it would do, and does nothing. */
  readonly isDryRun?: boolean | undefined;
  readonly notifiesAtMax?: boolean | undefined;
  /** RFC 3339: it ends by itself. */
  readonly until?: string | null | undefined;
  /** What runs after its end. */
  readonly afterwards?: ScheduledFormation | null | undefined;
}

export interface DecisionQuery {
  readonly limit: number;
  /** Only those that changed something or were kept from it. */
  readonly changes: boolean;
}
