import type { Mirror, MirrorCheck } from '../rules/mirror.ts';

/** Apps that run beside others on the same data; part of `Operations`. */
export interface MirrorVerbs {
  mirrors(): Promise<readonly Mirror[]>;
  /** Answers when the mirror serves and both see the same rows. */
  createMirror(primary: string, wish: NewMirror): Promise<MadeMirror>;
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
}

export interface MadeMirror {
  readonly mirror: Mirror;
  readonly check: MirrorCheck;
}
