import { existsSync } from 'node:fs';
import { archiveOf } from '../project-pages/source-archive.ts';
import type { PublishedProject } from '../rules/project-page.ts';
import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';

/** What the routers tell everybody of the app; null: nothing. */
export function publishedProject(control: Control, app: AppRecord): PublishedProject | null {
  const page = control.store.projectPages.of(app.id);
  if (page === null) return null;
  const { offersSource, ...shown } = page;
  const file = offersSource ? archiveOf(control, app) : null;
  const isThere = file !== null && existsSync(file);
  return { ...shown, source: isThere ? { file, name: `${app.name}-v${app.serving ?? 0}.tar.gz` } : null };
}
