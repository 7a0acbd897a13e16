import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from '#kit/http/client.ts';

export interface LoadResult {
  readonly sent: number;
  /** What went wrong, one line each: no answer, or a status that is not 200. */
  readonly failures: readonly string[];
}

/** Asks `url` again and again at a steady rate, whether or not the answers come, until the signal fires; then waits for the last answers. */
export async function steadyLoad(url: string, load: { readonly perSecond: number; readonly signal: AbortSignal }): Promise<LoadResult> {
  const failures: string[] = [];
  const answers: Promise<void>[] = [];
  const started = performance.now();
  while (!load.signal.aborted) {
    const due = Math.floor(((performance.now() - started) / 1_000) * load.perSecond) + 1;
    while (answers.length < due) answers.push(ask(url, failures));
    await sleep(5);
  }
  await Promise.all(answers);
  return { sent: answers.length, failures };
}

async function ask(url: string, failures: string[]): Promise<void> {
  const answer = await send({ url, timeoutMs: 30_000 }).catch((error: unknown) => error);
  if (answer instanceof Error) failures.push(answer.message);
  else if (typeof answer === 'object' && answer !== null && 'status' in answer && answer.status !== 200) {
    failures.push(`status ${String(answer.status)}${'text' in answer ? `: ${String(answer.text).slice(0, 200)}` : ''}`);
  }
}
