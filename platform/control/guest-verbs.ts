import type { Guest, Upgrade } from '../rules/upgrade.ts';
import type { BuildSource } from './operations.ts';

/** Another version of a guest; part of `Operations`. */
export interface GuestVerbs {
  /**
   * Builds it, saves the data while visitors wait, migrates in the release phase, checks it, and puts build and data back together when
   * anything of it fails. Answers when it has begun: it goes on by itself, and `upgrade` says how far it is.
   */
  startUpgrade(app: string, source: BuildSource, wish: UpgradeRequest): Promise<Upgrade>;
  /** What it was made of; null: its project does not say. */
  guest(app: string): Promise<Guest | null>;
  /** Versions that its source has, newest first: it is asked now. */
  guestVersions(app: string): Promise<readonly string[]>;
  /** `startUpgrade` with the source fetched by the platform. `confirm` repeats the app's name: visitors wait meanwhile. */
  upgradeGuest(app: string, wish: UpgradeRequest & { readonly confirm: string }): Promise<Upgrade>;
  /** Puts build and data back to what they were before an upgrade that is done. What was written since goes. */
  takeUpgradeBack(app: string, id: number, confirm: string): Promise<Upgrade>;
  upgrade(app: string, id: number): Promise<Upgrade>;
  /** Newest first. */
  upgrades(app: string): Promise<readonly Upgrade[]>;
}

export interface UpgradeRequest {
  /** What the source is of: a tag, a branch. */
  readonly ref: string | null;
  /** On a copy with a backup of the data first. */
  readonly rehearses: boolean;
}
