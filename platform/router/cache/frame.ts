import type { Socket } from 'node:net';

const roomBytes = 512;
export const idLength = 36;
const blankId = ' '.repeat(idLength);

/**
 * A head and a body in one piece of memory, the way they go out: one write, nothing is put together again for each request. Only the
 * request's id is put in; the rest of the head is said anew each second. Measured: half as much again as a text of both.
 */
export class Frame {
  #memory: Buffer;
  #bodyAt: number;
  #whole: Buffer;
  /** Which head stands there. */
  #headIs = NaN;
  /** The system has not taken the last one yet, so nothing may be changed in it. */
  #isOut = false;

  constructor(body: Buffer) {
    this.#bodyAt = roomBytes;
    this.#memory = this.#whole = around(body, roomBytes);
  }

  get body(): Buffer {
    return this.#memory.subarray(this.#bodyAt);
  }

  /** `id`: of `idLength` characters. `head`, without its last line, which is the id's, is made when another one than `headIs` stands there. */
  send(socket: Socket, id: string, { headIs, head }: { readonly headIs: number; readonly head: () => string }): void {
    if (this.#isOut) this.#putBody(roomBytes);
    if (headIs !== this.#headIs) this.#putHead(headIs, `${head()}X-Request-ID: ${blankId}\r\n\r\n`);
    this.#memory.write(id, this.#bodyAt - idLength - 4, 'latin1');
    socket.write(this.#whole);
    this.#isOut = socket.writableLength > 0;
  }

  #putHead(headIs: number, head: string): void {
    if (head.length > this.#bodyAt) this.#putBody(2 * head.length);
    const at = this.#bodyAt - head.length;
    this.#memory.write(head, at, 'latin1');
    this.#whole = this.#memory.subarray(at);
    this.#headIs = headIs;
  }

  /** Into memory of its own, with this much room for a head. */
  #putBody(room: number): void {
    this.#memory = around(this.body, room);
    this.#bodyAt = room;
    this.#headIs = NaN;
    this.#isOut = false;
  }
}

function around(body: Buffer, room: number): Buffer {
  const memory = Buffer.allocUnsafeSlow(room + body.length);
  body.copy(memory, room);
  return memory;
}
