import { join } from 'node:path';
import { deployEcho } from './echo-app.ts';
import type { Installation } from './installation.ts';

/** The app whose pages may be kept, or not. */
export function deployPages(house: Installation): Promise<string> {
  return deployEcho(house, { app: 'pages', folder: join(import.meta.dirname, 'apps', 'pages') });
}
