/** Everything that an actor sends without waiting in between: it goes off together, when it is let go. */
class Trip {
  readonly left: Promise<void>;
  #leave: () => void = () => {};

  constructor() {
    this.left = new Promise((resolve) => (this.#leave = resolve));
  }

  leave(): void {
    this.#leave();
  }
}

/** A request on its way, which stops before each trip to the database until it is let go. */
export class Actor {
  readonly name: string;
  readonly #changed: () => void;
  #trip: Trip | null = null;
  #underWay = 0;
  #isDone = true;
  #isFree = true;

  /** `changed` is called whenever the actor starts, stops or comes to its end. */
  constructor(name: string, changed: () => void) {
    this.name = name;
    this.#changed = changed;
  }

  /** Runs the request; from now on it stops before each trip. Never rejects: an error is an outcome like any other. */
  async play(request: () => Promise<unknown>): Promise<unknown> {
    this.#isDone = false;
    this.#isFree = false;
    try {
      return await request();
    } catch (error) {
      return error;
    } finally {
      this.#isDone = true;
      this.#isFree = true;
      this.#changed();
    }
  }

  /** Waits for the next turn, with all that was sent in the same breath. */
  async turn(): Promise<void> {
    if (this.#isFree) return;
    this.#trip ??= new Trip();
    this.#changed();
    await this.#trip.left;
  }

  /** One statement that is waited for: sent at the next turn. */
  async send<Result>(statement: () => Promise<Result>): Promise<Result> {
    await this.turn();
    this.#underWay += 1;
    try {
      return await statement();
    } finally {
      this.#underWay -= 1;
      this.#changed();
    }
  }

  /** It stands before a trip, and nothing of it is under way. */
  get isReady(): boolean {
    return this.#trip !== null && this.#underWay === 0;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  letGo(): void {
    const trip = this.#trip;
    this.#trip = null;
    trip?.leave();
  }
}
