import { randomUUID } from 'node:crypto';
import type { LiveChannel } from '#kit/live/channel.ts';
import type { Logger } from '#kit/log/logger.ts';

/** What a process tells the others about a live page. */
export interface LiveNote {
  /** The room's key. */
  readonly room: string;
  readonly rev: number;
  readonly before: number;
  /** The states after a push, as JSON, and who gets them; null when they were too long: look yourself. */
  readonly states: readonly (readonly [participants: readonly number[], state: string])[] | null;
  readonly pushes: boolean;
  /** What is sent beside the state: to whom, and its text for the browser. */
  readonly lines: readonly (readonly [participants: readonly number[], line: string])[];
  /** Nothing has happened: the process has opened the room, has it open too, or has closed it. */
  readonly here?: 'new' | 'too' | 'gone';
}

const topic = 'lab/live';
/** Postgres takes 8,000. */
const mostBytes = 7_000;
/** So many characters are fewer bytes, whatever they are. */
const mostCharacters = mostBytes / 4;
/** What comes up within so long goes out together. */
const togetherMs = 4;
/** So many long messages may be under way at once; a lost end leaves its beginning behind. */
const mostUnfinished = 100;

/**
 * Carries notes between the processes. They are sent after what they tell was saved, together with others of the same moment; one that is
 * lost is noticed by its number, or when rooms compare theirs with the database.
 */
export class LiveNotes {
  readonly #id = randomUUID().slice(0, 8);
  readonly #live: LiveChannel;
  readonly #logger: Logger;
  readonly #end: () => void;
  /** By sender and number. */
  readonly #parts = new Map<string, readonly string[]>();
  #waiting: LiveNote[] = [];
  #announcements: LiveNote[] = [];
  #announcing: Promise<void> = Promise.resolve();
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `from`: names the process. */
  constructor({ live, logger }: { readonly live: LiveChannel; readonly logger: Logger }, onNote: (note: LiveNote, from: string) => void) {
    this.#live = live;
    this.#logger = logger;
    this.#end = live.subscribe(topic, (message) => {
      const { from } = pieceIn(message);
      for (const note of this.#read(message)) onNote(note, from);
    });
  }

  /** At once, and in their order. Comes true when it is under way to everybody, or could not be sent. */
  announce(note: LiveNote): Promise<void> {
    this.#announcements.push(note);
    if (this.#announcements.length === 1) this.#announcing = this.#announcing.then(() => this.#announceAll());
    return this.#announcing;
  }

  /** Whatever came up while the last ones were sent. */
  async #announceAll(): Promise<void> {
    const messages = messagesOf(this.#announcements.splice(0).map((note) => JSON.stringify(note)));
    for (const message of messages) await this.#sendPieces(message).catch((error: unknown) => this.#notSent(error));
  }

  publish(note: LiveNote): void {
    this.#waiting.push(note);
    if (this.#waiting.length === 1) this.#timer = setTimeout(() => this.#send(), togetherMs);
  }

  close(): void {
    this.#end();
    clearTimeout(this.#timer);
    if (this.#waiting.length > 0) this.#send();
  }

  #send(): void {
    const notes = this.#waiting;
    this.#waiting = [];
    for (const message of messagesOf(notes.map((note) => JSON.stringify(fitting(note)))))
      void this.#sendPieces(message).catch((error: unknown) => this.#notSent(error));
  }

  #notSent(error: unknown): void {
    this.#logger.warn('live_note_not_sent', { error });
  }

  /** In their order. */
  async #sendPieces(text: string): Promise<void> {
    this.#sent += 1;
    const name = `${this.#id} ${this.#sent}`;
    const pieces = piecesOf(text);
    for (const [at, piece] of pieces.entries())
      await this.#live.publish(topic, `${name} ${at} ${at === pieces.length - 1 ? 'end' : 'more'} ${piece}`);
  }

  /** The notes that a message completes; none of our own. */
  #read(message: string): LiveNote[] {
    const { name, from, at, isEnd, piece } = pieceIn(message);
    if (from === this.#id) return [];
    const before = this.#parts.get(name) ?? [];
    this.#parts.delete(name);
    if (before.length !== at) return []; // one was lost
    if (isEnd) return notesIn(before.join('') + piece);
    this.#parts.set(name, [...before, piece]);
    this.#forget();
    return [];
  }

  #forget(): void {
    const [oldest] = this.#parts.keys();
    if (oldest !== undefined && this.#parts.size > mostUnfinished) this.#parts.delete(oldest);
  }
}

function pieceIn(message: string) {
  const [, from = '', number = '', at = '', which, piece = ''] = /^(\S+) (\S+) (\S+) (\S+) ([\s\S]*)$/.exec(message) ?? [];
  return { from, name: `${from} ${number}`, at: Number(at), isEnd: which === 'end', piece };
}

/** A note whose states are long goes out without them: each process that needs them loads them. */
function fitting(note: LiveNote): LiveNote {
  const bytes = (note.states ?? []).reduce((sum, [, state]) => sum + Buffer.byteLength(state), 0);
  return bytes > mostBytes / 2 ? { ...note, states: null } : note;
}

/** Notes in as few messages as carry them. */
function messagesOf(notes: readonly string[]): string[] {
  if (notes.length === 0) return [];
  const some = fittingTogether(notes);
  return [`[${some.join(',')}]`, ...messagesOf(notes.slice(some.length))];
}

/** As many from the front as one message carries; at least one. */
function fittingTogether(notes: readonly string[]): string[] {
  let bytes = 0;
  const past = notes.findIndex((note, at) => (bytes += Buffer.byteLength(note) + 1) > mostBytes && at > 0);
  return past === -1 ? [...notes] : notes.slice(0, past);
}

function piecesOf(text: string): string[] {
  if (Buffer.byteLength(text) <= mostBytes + 2) return [text];
  const characters = Array.from(text); // whole ones
  return Array.from({ length: Math.ceil(characters.length / mostCharacters) }, (_, at) =>
    characters.slice(at * mostCharacters, (at + 1) * mostCharacters).join(''),
  );
}

/** None when a piece was lost. */
function notesIn(text: string): LiveNote[] {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}
