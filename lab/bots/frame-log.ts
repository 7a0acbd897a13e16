/** A frame of the server. */
export interface Frame {
  readonly state?: unknown;
  readonly rev?: number;
  readonly news?: unknown;
  readonly chunk?: string;
  readonly ack?: number;
  readonly error?: string;
  readonly again?: number;
  readonly slow?: boolean;
  readonly left?: boolean;
  readonly lines?: readonly unknown[];
  readonly [name: string]: unknown;
}

/** What came over the connection beside a page. */
export class FrameLog {
  readonly frames: Frame[] = [];
  readonly #waiting = new Set<() => void>();

  /** As text of JSON. */
  came(text: string): void {
    this.frames.push(JSON.parse(text));
    for (const look of this.#waiting) look();
  }

  /** The first frame, of all that ever came, for which this holds. */
  async until<Found extends Frame>(fits: (frame: Frame) => frame is Found): Promise<Found>;
  async until(fits: (frame: Frame) => boolean): Promise<Frame>;
  async until(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        const look = (): void => {
          this.#waiting.delete(look);
          resolve();
        };
        this.#waiting.add(look);
      });
    }
  }

  /** The newest state. */
  get state(): unknown {
    return this.frames.findLast((frame) => 'state' in frame)?.state;
  }
}
