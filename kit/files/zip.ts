import { strToU8, Zip, ZipDeflate } from 'fflate';

/** One file of an archive. */
export interface ZipEntry {
  /** With folders: `data/all_apps_wide.csv`. */
  readonly name: string;
  readonly content: string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** A ZIP archive, piece by piece: files of any length pass through little memory. Names are written once, in the order given. */
export async function* writeZip(entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const archive = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for await (const { name, content } of entries) {
    const file = new ZipDeflate(name, { level: 3 });
    archive.add(file);
    for await (const part of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) {
      file.push(typeof part === 'string' ? strToU8(part) : part);
      yield* pieces.splice(0);
    }
    file.push(new Uint8Array(0), true);
  }
  archive.end();
  yield* pieces;
}
