import type { TargetSettings } from '../../rules/backups/targets.ts';
import { folderPlace } from './folder.ts';
import { s3Place } from './s3.ts';

/** A place outside the data folder, whatever it is. Everything throws in words. */
export interface TargetPlace {
  /** Settles when it is there for certain. */
  put(name: string, file: LocalFile): Promise<void>;
  get(name: string): Promise<AsyncIterable<Uint8Array>>;
  drop(name: string): Promise<void>;
}

export interface LocalFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const placeOf = (settings: TargetSettings): TargetPlace => (settings.kind === 'folder' ? folderPlace(settings) : s3Place(settings));
