import { SourceMap } from 'node:module';
import type { ErrorFrame } from '../rules/errors/event.ts';
import { sourceMapIn, writtenFrame, type Origin, type SourceMapJson } from '../rules/errors/source-map.ts';

/** The JSON of the source map of a frame's file; null: there is none. */
export type FindMap = (file: string) => Promise<string | null>;

/** Frames of code that was compiled, as it was written; others stay as they are (ERR-12). Oldest call first. */
export async function writtenFrames(frames: readonly ErrorFrame[], findMap: FindMap): Promise<readonly ErrorFrame[]> {
  const maps = new Map<string, OpenMap | null>();
  for (const { file, line, column } of frames)
    if (file !== null && line !== null && column !== null && !maps.has(file)) maps.set(file, openMap(await findMap(file)));
  const origins = frames.map((frame) => originOf(frame, maps.get(frame.file ?? '') ?? null));
  return frames.map((frame, at) => {
    const origin = origins[at] ?? null;
    return origin === null ? frame : writtenFrame(frame, origin, origins[at - 1]?.name ?? null);
  });
}

interface OpenMap {
  readonly json: SourceMapJson;
  readonly map: SourceMap;
}

function openMap(text: string | null): OpenMap | null {
  const json = text === null ? null : sourceMapIn(text);
  if (json === null) return null;
  const { version, sources, names, mappings } = json;
  try {
    const payload = { file: '', sourceRoot: '', version, sources: [...sources], names: [...names], mappings, sourcesContent: [] };
    return { json, map: new SourceMap(payload) };
  } catch {
    return null; // its mappings are damaged
  }
}

function originOf({ line, column }: ErrorFrame, open: OpenMap | null): Origin | null {
  if (open === null || line === null || column === null) return null;
  const entry = open.map.findEntry(line - 1, Math.max(0, column - 1));
  if (!('originalSource' in entry) || typeof entry.originalSource !== 'string') return null;
  const { originalSource: source, originalLine, originalColumn } = entry;
  const name = 'name' in entry && typeof entry.name === 'string' ? entry.name : null;
  const content = open.json.sourcesContent[open.json.sources.indexOf(source)] ?? null;
  return { source, line: originalLine + 1, column: originalColumn + 1, name, content };
}
