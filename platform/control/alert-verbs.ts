import type { AlertChannel, AlertDelivery, AlertIncident, AlertRule, ChannelTest, NewAlertChannel } from '../rules/alert-resources.ts';
import type { AlertWish } from '../rules/alerts/alert-rule.ts';
import type { ChannelWish } from '../rules/alerts/channel.ts';
import type { ToldWhen } from '../rules/alerts/told-when.ts';
import type { PresetName, PresetWish } from '../rules/alerts/presets.ts';

/** A rule as somebody asks for it: channels by their names. */
export interface AlertRuleWish extends Omit<AlertWish, 'channels' | 'metric'> {
  readonly metric: string;
  readonly channels: readonly string[] | null;
}

/** The verbs of alerts. */
export interface AlertVerbs {
  alertRules(app: string): Promise<readonly AlertRule[]>;
  /** The same condition again takes its new time, severity and channels. */
  putAlertRule(app: string, wish: AlertRuleWish): Promise<AlertRule>;
  /** All rules of a preset, beside those that are there. */
  applyAlertPreset(app: string, preset: PresetName, wish: PresetWish): Promise<readonly AlertRule[]>;
  removeAlertRule(app: string, id: number): Promise<void>;
  /** Nobody is told for so long; 0 ends it. `rule` null: all of the app. */
  snoozeAlerts(app: string, wish: { readonly minutes: number; readonly rule: number | null }): Promise<readonly AlertRule[]>;
  /** Those that are open first, then the newest. */
  incidents(app: string): Promise<readonly AlertIncident[]>;
  /** Of all apps and of the installation itself. */
  allIncidents(): Promise<readonly AlertIncident[]>;

  alertChannels(): Promise<readonly AlertChannel[]>;
  addAlertChannel(wish: ChannelWish): Promise<NewAlertChannel>;
  /** For trials: it may lead to this machine itself. */
  addLoopbackChannel(wish: ChannelWish): Promise<NewAlertChannel>;
  /** When it tells people: what is not named stays. */
  setAlertChannel(name: string, wish: Partial<ToldWhen>): Promise<AlertChannel>;
  removeAlertChannel(name: string): Promise<void>;
  /** Sends a test message now, by one channel or by all. */
  testAlertChannels(name: string | null): Promise<readonly ChannelTest[]>;
  /** Newest first. */
  alertDeliveries(): Promise<readonly AlertDelivery[]>;
  /** One that was given up is tried again. */
  resendAlert(id: number): Promise<void>;
}
