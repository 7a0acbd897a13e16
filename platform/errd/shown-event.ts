import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Control } from '../control/control.ts';
import type { ErrorEvent, ErrorFrame } from '../rules/errors/event.ts';
import { normalisedFile } from '../rules/errors/grouping.ts';
import type { IssueEvent } from '../rules/errors/issue-resources.ts';
import type { AppRecord } from '../store/apps.ts';
import type { StoredEvent } from '../store/error-issues.ts';
import { isoTime } from '../store/sqlite.ts';

/** Lines before and after the one. */
const around = 5;
const largestFile = 1_000_000;

/** An event for people. Where the SDK sent no code, the platform has it: it deployed it (ERR-12). */
export async function shownEvent(control: Control, app: AppRecord, stored: StoredEvent): Promise<IssueEvent> {
  const event: ErrorEvent = JSON.parse(stored.body);
  const slug = slugOf(control, app, event.release);
  const exceptions = await Promise.all(
    event.exceptions.map(async (exception) => ({
      ...exception,
      frames: await Promise.all(exception.frames.map((frame) => withSource(frame, slug))),
    })),
  );
  const { eventId: id, atMs, previous, next } = stored;
  const requestId = event.tags['request_id'] ?? headerOf(event, 'x-request-id');
  return { id, at: isoTime(atMs), previous, next, event: { ...event, exceptions }, requestId };
}

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

/** The lines of a file of the slug, which the event names by its path there or by a longer one; null when there is none. */
async function linesIn(slug: string, file: string): Promise<readonly string[] | null> {
  const segments = normalisedFile(file)
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.');
  for (let first = 0; first < segments.length; first += 1) {
    const text = await textIn(slug, segments.slice(first).join('/'));
    if (text !== null) return text.split('\n').map((line) => line.slice(0, 512));
  }
  return null;
}

/** Nothing outside of the slug is read, by whatever links. */
async function textIn(slug: string, path: string): Promise<string | null> {
  try {
    const [root, whole] = await Promise.all([realpath(slug), realpath(join(slug, path))]);
    if (!whole.startsWith(root + sep)) return null;
    const text = await readFile(whole, 'utf8');
    return text.length > largestFile ? null : text;
  } catch {
    return null;
  }
}
