import { join } from 'node:path';
import { inErrorBook } from '../addons/errors.ts';
import type { Control } from '../control/control.ts';
import type { ErrorEvent, ErrorFrame } from '../rules/errors/event.ts';
import type { IssueEvent } from '../rules/errors/issue-resources.ts';
import { artifactName } from '../rules/errors/source-map.ts';
import type { AppRecord } from '../store/apps.ts';
import type { StoredEvent } from '../store/error-issues.ts';
import { isoTime } from '../store/sqlite.ts';
import { linesIn, mapBeside } from './slug-files.ts';
import { writtenFrames, type FindMap } from './written-code.ts';

/** Lines before and after the one. */
const around = 5;

export interface StoredOf {
  readonly app: AppRecord;
  readonly projects: readonly number[];
  readonly stored: StoredEvent;
}

/**
 * An event for people. Where the SDK sent no code, the platform has it: it deployed it; code that was compiled is shown as it was written
 * (ERR-12).
 */
export async function shownEvent(control: Control, { app, projects, stored }: StoredOf): Promise<IssueEvent> {
  const event: ErrorEvent = JSON.parse(stored.body);
  const slug = slugOf(control, app, event.release);
  const findMap = mapFinder(control, { projects, event, slug });
  const exceptions = await Promise.all(
    event.exceptions.map(async (exception) => {
      const frames = await writtenFrames(exception.frames, findMap);
      return { ...exception, frames: await Promise.all(frames.map((frame) => withSource(frame, slug))) };
    }),
  );
  const { eventId: id, atMs, previous, next } = stored;
  const requestId = event.tags['request_id'] ?? headerOf(event, 'x-request-id');
  return { id, at: isoTime(atMs), previous, next, event: { ...event, exceptions }, requestId };
}

interface MapPlace {
  readonly projects: readonly number[];
  readonly event: ErrorEvent;
  readonly slug: string | null;
}

/** By debug id, by release and name, in the slug itself: the first that is there. */
function mapFinder(control: Control, { projects, event, slug }: MapPlace): FindMap {
  return async (file) => {
    const debugId = event.debugIds?.[file] ?? null;
    const wish = { projects, debugId, release: event.release, name: artifactName(file) };
    const uploaded = await inErrorBook(control, ({ maps }) => maps.find(wish));
    return uploaded ?? (slug === null || !isScript(file) ? null : mapBeside(slug, file));
  };
}

const isScript = (file: string): boolean => /\.[cm]?js([?#].*)?$/.test(file) && !/(^|\/)node_modules\/|^node:/.test(file);

function headerOf({ request }: ErrorEvent, name: string): string | null {
  const header = Object.entries(request?.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof header === 'string' ? header : null;
}

/** What the release was deployed with; null: it is none of ours, or its slug is gone. */
function slugOf({ store, paths }: Control, app: AppRecord, release: string | null): string | null {
  const version = Number(/^v(\d{1,9})$/.exec(release ?? '')?.[1] ?? 'none');
  const slugId = Number.isNaN(version) ? null : (store.releases.find(app.id, version)?.slugId ?? null);
  return slugId === null ? null : join(paths.slugs, slugId);
}

async function withSource(frame: ErrorFrame, slug: string | null): Promise<ErrorFrame> {
  if (frame.context !== null || !frame.isOwn || slug === null || frame.file === null || frame.line === null) return frame;
  const lines = await linesIn(slug, frame.file);
  const context = lines?.[frame.line - 1];
  if (lines === null || context === undefined) return frame;
  const at = frame.line - 1;
  return { ...frame, context, before: lines.slice(Math.max(0, at - around), at), after: lines.slice(at + 1, at + 1 + around) };
}
