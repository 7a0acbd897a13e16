/**
 * News between the processes of one app: "page 7 of session x changed". Messages may be lost when a connection breaks, so they
 * only say *look again*; the truth is in Postgres.
 */
export interface LiveChannel {
  publish(topic: string, message: string): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, onMessage: (message: string) => void): () => void;
  /** Called when messages may have been missed. */
  onGap(refresh: () => void): () => void;
  close(): Promise<void>;
}

/** Subscribers by topic; both carriers put what they hear into one of these. */
export class Topics {
  readonly #byTopic = new Map<string, Set<(message: string) => void>>();

  add(topic: string, onMessage: (message: string) => void): () => void {
    const set = this.#byTopic.get(topic) ?? new Set();
    this.#byTopic.set(topic, set.add(onMessage));
    return () => {
      set.delete(onMessage);
      if (set.size === 0) this.#byTopic.delete(topic);
    };
  }

  deliver(topic: string, message: string): void {
    for (const onMessage of this.#byTopic.get(topic) ?? []) onMessage(message);
  }
}
