import type { Installation } from './installation.ts';

/** What is promised, told once. */
export interface Story {
  /** It waits more than it works, so others that wait may be told at the same time. */
  readonly waits?: true;
  /** Environment variables of its platform. */
  readonly settings?: NodeJS.ProcessEnv;
  /** Resolves with the figures; throws what was not as promised. */
  tell(house: Installation): Promise<string>;
}

/** A promise that was not kept. */
export function expect(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
