/** Tells everybody who waits, each time something may have changed. */
export class Changes {
  #next = Promise.withResolvers<undefined>();

  announce(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers<undefined>();
    resolve(undefined);
  }

  /** Looks at once and after each change; the first answer that is not null. */
  async until<Answer>(look: () => Answer | null, signal?: AbortSignal): Promise<Answer | null> {
    for (;;) {
      const answer = look();
      if (answer !== null || signal?.aborted === true) return answer;
      await Promise.race([this.#next.promise, abortOf(signal)]);
    }
  }
}

function abortOf(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return new Promise(() => {});
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
