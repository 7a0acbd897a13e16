import { readFile } from 'node:fs/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Room } from '../game/room.ts';
import { readLabels } from '../rules/room-labels.ts';

/** Who is expected in a room, in the order of the list; null when anybody may come. A file is read anew, so it can be edited meanwhile. */
export async function labelsOf({ name, labels }: Room): Promise<readonly string[] | null> {
  if (labels === null || !('file' in labels)) return labels;
  const text = await readFile(labels.file, 'utf8').catch((error: unknown) => {
    throw new BadLabelFile(name, `${labels.file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const read = readLabels(text);
  if (read.wrong !== null)
    throw new BadLabelFile(name, `${labels.file} has the label "${read.wrong.slice(0, 40)}"; labels may hold letters, digits and _`);
  return read.labels;
}

class BadLabelFile extends RostraError {
  constructor(room: string, what: string) {
    super({
      code: 'LAB_LABEL_FILE',
      status: 500,
      message: `The label file of the room ${room}: ${what}.`,
      hint: 'Mend the file; it is read again at the next visit. Paths start at the folder of rostra.lab.ts.',
    });
  }
}
