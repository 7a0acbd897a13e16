import type { DoorWish, Mirror, MirrorCheck } from '../rules/mirror.ts';

/** Apps that run beside others on the same data; part of `Operations`. */
export interface MirrorVerbs {
  mirrors(): Promise<readonly Mirror[]>;
  /** Answers when the mirror serves and both see the same rows. */
  createMirror(primary: string, wish: NewMirror): Promise<MadeMirror>;
  /** Who may come to it; null: everybody. Answers with the password that was made up, which nobody can ask for again. */
  setMirrorDoor(app: string, wish: DoorWish | null): Promise<ChangedDoor>;
  /** Whether it gets each release of its primary. */
  setMirrorFollow(app: string, follows: boolean): Promise<Mirror>;
  /** Makes it like its primary again: add-ons, shared variables, build. One made by hand is one of ours from then on. */
  resyncMirror(app: string): Promise<Mirror>;
  /** It takes the place of its primary. Answers when visitors reach it. */
  promoteMirror(app: string): Promise<Mirror>;
}

export interface NewMirror {
  readonly name: string;
  /** Of its web dyno; null: as the primary's. */
  readonly size: string | null;
  /** Who may come; null: everybody. */
  readonly door: DoorWish | null;
}

export interface MadeMirror {
  readonly mirror: Mirror;
  readonly check: MirrorCheck;
  /** Of its door; null where none is asked for. */
  readonly password: string | null;
}

export interface ChangedDoor {
  readonly mirror: Mirror;
  readonly password: string | null;
}
