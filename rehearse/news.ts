import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { lookup } from '#kit/http/client.ts';

const streams = new Agent({ connect: { lookup }, bodyTimeout: 0, headersTimeout: 10_000 });

/** Waits on an event stream, as a waiting page's script does, until it says something; at most `limitMs`, then one looks by oneself. */
export async function awaitNews(url: string, wait: { readonly limitMs: number; readonly signal: AbortSignal }): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, wait.signal]);
  const timer = setTimeout(() => over.abort(), wait.limitMs);
  try {
    const { body } = await request(url, { headers: { accept: 'text/event-stream' }, dispatcher: streams, signal });
    for await (const piece of body) if (String(piece).includes('event:')) return;
    await sleep(500, undefined, { signal }); // the other side has ended the stream: look where it went
  } catch {
    wait.signal.throwIfAborted();
    if (!over.signal.aborted) await sleep(500, undefined, { signal: wait.signal }); // no stream to be had
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
