import type { Control } from '../control/control.ts';
import { defaultSize, dynoSizes } from '../rules/dyno-sizes.ts';
import type { AppRecord } from '../store/apps.ts';

/** Of a process type. */
export const sizeOf = ({ store }: Control, app: AppRecord, type: string): string =>
  store.formations.sizes(app.id)[type] ?? defaultSize.name;

/** The next one with more memory; null: it is the largest, or one of its own. */
export function largerSize(size: string): string | null {
  const at = dynoSizes.findIndex(({ name }) => name === size);
  const own = dynoSizes[at]?.memoryMb;
  return own === undefined ? null : (dynoSizes.slice(at + 1).find(({ memoryMb }) => memoryMb > own)?.name ?? null);
}
