import type { AlertWish } from './alerts/alert-rule.ts';
import type { ChannelKind } from './alerts/channel.ts';
import type { ToldWhen } from './alerts/told-when.ts';
import type { Severity } from './findings/finding.ts';

/** What the API answers about alerts; beside `resources.ts`, in the same manner. */

/** What somebody wants to be told of, and how it is now. */
export interface AlertRule extends Omit<AlertWish, 'channels'> {
  readonly id: number;
  readonly app: string;
  /** `95 of 100 pages within 15,000 ms or more, for 1 min` */
  readonly words: string;
  /** It is there while an event is on, and goes with it. */
  readonly isOfEvent: boolean;
  /** Names; null: all. */
  readonly channels: readonly string[] | null;
  readonly state: 'ok' | 'pending' | 'firing';
  readonly since: string | null;
  readonly value: number | null;
  /** `412 ms`; null before the first look. */
  readonly valueWords: string | null;
  readonly snoozedUntil: string | null;
}

/** A way to tell people. */
export interface AlertChannel extends ToldWhen {
  readonly id: number;
  readonly name: string;
  readonly kind: ChannelKind;
  /** Without what is secret in it. */
  readonly address: string;
  readonly relay: string | null;
  readonly allowsLoopback: boolean;
  readonly state: 'untested' | 'ok' | 'failing';
  readonly failure: string | null;
  readonly usedAt: string | null;
  readonly testedAt: string | null;
}

/** Just made: the only time its secret is shown. */
export interface NewAlertChannel extends AlertChannel {
  readonly secret: string;
}

export interface ChannelTest {
  readonly channel: string;
  readonly ok: boolean;
  /** Why it did not work; null when it did. */
  readonly failure: string | null;
  readonly ms: number;
}

export interface AlertIncident {
  readonly id: number;
  /** Null: the installation itself. */
  readonly app: string | null;
  readonly isOpen: boolean;
  readonly severity: Severity;
  readonly openedAt: string;
  readonly toldAt: string | null;
  readonly endedAt: string | null;
  readonly facts: readonly AlertFact[];
}

export interface AlertFact {
  readonly text: string;
  readonly severity: Severity;
  readonly since: string;
  readonly endedAt: string | null;
  /** Where it is about an error of the app: the number of its issue. */
  readonly issue?: number;
}

/** A message and whether it arrived. */
export interface AlertDelivery {
  readonly id: number;
  readonly channel: string;
  readonly incident: number;
  /** Null: it is about the installation itself. */
  readonly app: string | null;
  readonly telling: 'firing' | 'reminder' | 'resolved';
  readonly subject: string;
  /** `dead`: it was tried six times. */
  readonly state: 'waiting' | 'sent' | 'dead';
  readonly tries: number;
  readonly failure: string | null;
  readonly createdAt: string;
}
