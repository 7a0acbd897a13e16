import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { siteFinding } from '../rules/findings/site-finding.ts';
import type { SiteAnswer } from '../rules/findings/site-finding.ts';
import type { MonitorEvidence } from '../rules/findings/evidence.ts';
import type { SiteTold } from './site-rules/told.ts';

/** What a file of the installation's own rules says, moment by moment; or why it is left out. */
export type SiteRuleAnswers = { readonly file: string } & ({ readonly answers: readonly SiteAnswer[] } | { readonly fault: string });

/** Rules are quick: one that takes longer than this for all moments hangs. */
const usualLimitMs = 5_000;
const mostMegabytes = 64;

/**
 * Asks each file in a thread that ends with the question: one that throws or answers nonsense is named with its fault, one that hangs or takes
 * too much memory is ended, and the others are asked all the same.
 */
export async function askSiteRules(
  files: readonly string[],
  moments: readonly MonitorEvidence[],
  limitMs = usualLimitMs,
): Promise<readonly SiteRuleAnswers[]> {
  const [first] = files;
  if (first === undefined || moments.length === 0) return [];
  const told = await round(files, moments, limitMs);
  const rest = files.slice(told.length);
  return [...told, ...(await askSiteRules(rest, moments, limitMs))];
}

/** Until all are through, or one is ended: then it is the last that is told of. */
function round(files: readonly string[], moments: readonly MonitorEvidence[], limitMs: number): Promise<readonly SiteRuleAnswers[]> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL('site-rules/main.ts', import.meta.url), {
      workerData: { files, moments },
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
      env: {},
      stdout: true,
      stderr: true,
    });
    const all: SiteRuleAnswers[] = [];
    let [asked, timer] = [basename(files[0] ?? ''), setTimeout(() => {}, 0)];
    const end = (fault: string | null): void => {
      clearTimeout(timer);
      thread.removeAllListeners();
      thread.on('error', () => {});
      if (fault !== null) all.push({ file: asked, fault });
      void thread.terminate().then(() => resolve(all));
    };
    thread.on('message', (told: SiteTold) => {
      clearTimeout(timer);
      if ('begins' in told) {
        asked = basename(told.begins);
        timer = setTimeout(() => end(`It did not answer within ${limitMs / 1000} s.`), limitMs);
      } else all.push(answersOf(told));
      if (all.length === files.length) end(null);
    });
    thread.once('error', ({ message }) => end(message));
    thread.once('exit', () => end('It ended the thread that asked it.'));
  });
}

function answersOf(told: Exclude<SiteTold, { begins: string }>): SiteRuleAnswers {
  const file = basename(told.file);
  return 'fault' in told ? { file, fault: told.fault } : { file, answers: told.answers.map((said) => siteFinding(file, said)) };
}
