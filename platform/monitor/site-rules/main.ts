import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { SiteTold } from './told.ts';

interface Work {
  readonly files: readonly string[];
  readonly moments: readonly unknown[];
}

/** In a thread of its own: asks the rules of an installation, one file after another. Says which it begins with, so that one that hangs is known. */
async function main({ files, moments }: Work): Promise<void> {
  const tell = (told: SiteTold): void => parentPort?.postMessage(told, []);
  for (const file of files) {
    tell({ begins: file });
    try {
      const { default: rule }: { default: unknown } = await import(pathToFileURL(file).href);
      if (typeof rule !== 'function') throw new Error('Its default export is no function.');
      const answers: unknown[] = [];
      for (const moment of moments) answers.push((await rule(moment)) ?? null);
      tell({ file, answers });
    } catch (error) {
      tell({ file, fault: error instanceof Error ? error.message : String(error) });
    }
  }
}

const work: Work | null = workerData;
if (work !== null) await main(work);
