import type { LivePart } from '../game/definition.ts';
import type { LiveItem, Numbered, Outcome } from './live-run.ts';

type Answer = Outcome | { readonly kind: 'failed' };

export interface TaskOptions {
  readonly live: LivePart;
  readonly signal: AbortSignal;
  /** A line for the browsers of these participants. */
  readonly stream: (to: readonly number[] | 'group', line: string) => void;
  /** In the order of the page. */
  readonly handle: (item: LiveItem) => Promise<Answer>;
}

/** The slow work of a page's tasks, beside everything else that happens there. */
export class TaskWork {
  readonly #options: TaskOptions;
  readonly #running = new Map<string, Promise<Answer>>();

  constructor(options: TaskOptions) {
    this.#options = options;
  }

  /** A message; when it starts a task, the answer comes when the task has written. */
  async handle(item: LiveItem): Promise<Answer> {
    if (item.kind !== 'message' || !Object.hasOwn(this.#options.live.tasks, item.type)) return this.#options.handle(item);
    const key = `${item.participant} ${item.client} ${item.seq}`;
    const running = this.#running.get(key) ?? this.#run(item).finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #run(item: Extract<LiveItem, { kind: 'message' }>): Promise<Answer> {
    const started = await this.#options.handle(item);
    const task = this.#options.live.tasks[item.type];
    if (started.kind !== 'task' || !task) return started;
    const found = await callWork(task.work, started.seen, this.#tools(item)).catch((error: unknown) => ({ error }));
    if ('error' in found) return { kind: 'rejected', reason: 'This did not work out. Try it again.' };
    const { participant, client, seq, done } = item;
    return this.#options.handle({ kind: 'found', participant, client, seq, done, task: item.type, found: found.value });
  }

  #tools({ participant, type }: Numbered & { readonly type: string }): object {
    return {
      signal: this.#options.signal,
      stream: (to: unknown, chunk: unknown) =>
        this.#options.stream(to === 'me' ? [participant] : 'group', JSON.stringify({ chunk: String(chunk), task: type })),
    };
  }
}

/** Author code that may wait. */
async function callWork(work: TaskDefinitionWork, seen: unknown, tools: object): Promise<{ readonly value: unknown }> {
  const value: unknown = await Reflect.apply(work, undefined, [seen, tools]);
  return { value };
}

type TaskDefinitionWork = LivePart['tasks'][string]['work'];
