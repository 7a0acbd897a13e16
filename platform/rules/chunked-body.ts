/**
 * Takes the chunk framing off a body as it arrives (RFC 9112, 7.1). Strict: line ends are CRLF, sizes are hexadecimal digits and
 * nothing else; extensions of at most 256 bytes are dropped.
 */
export class ChunkedBody {
  /** Names and values in turn, once the body has ended. */
  readonly trailers: string[] = [];
  #state: 'size' | 'data' | 'data-end' | 'trailer' | 'ended' = 'size';
  #left = 0;
  /** A size or trailer line of which only the beginning has arrived. */
  #line = '';
  #trailerBytes = 0;

  get ended(): boolean {
    return this.#state === 'ended';
  }

  /**
   * Gives each piece of payload in `bytes` to `take`. Answers how many of the bytes belong to the body (fewer than there are only
   * once it has ended), or -1 when they are not chunks.
   */
  read(bytes: Buffer, take: (piece: Buffer) => void): number {
    let at = 0;
    while (at < bytes.length && this.#state !== 'ended') {
      if (this.#state === 'data') at = this.#takeData(bytes, at, take);
      else at = this.#readLine(bytes, at);
      if (at < 0) return -1;
    }
    return at;
  }

  #takeData(bytes: Buffer, at: number, take: (piece: Buffer) => void): number {
    const end = Math.min(bytes.length, at + this.#left);
    take(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end));
    this.#left -= end - at;
    if (this.#left === 0) this.#state = 'data-end';
    return end;
  }

  /** Reads up to the next CRLF; keeps what has arrived of an unfinished line. */
  #readLine(bytes: Buffer, at: number): number {
    const lineFeed = bytes.indexOf(10, at);
    const end = lineFeed < 0 ? bytes.length : lineFeed + 1;
    if (this.#line.length + end - at > longestLine) return -1;
    this.#line += bytes.toString('latin1', at, end);
    if (lineFeed < 0) return end;
    const line = this.#line;
    this.#line = '';
    return line.endsWith('\r\n') && this.#accept(line.slice(0, -2)) ? end : -1;
  }

  #accept(line: string): boolean {
    if (this.#state === 'size') return this.#acceptSize(line);
    if (this.#state === 'trailer') return this.#acceptTrailer(line);
    this.#state = 'size';
    return line === '';
  }

  #acceptSize(line: string): boolean {
    const found = sizeLine.exec(line);
    if (found === null) return false;
    this.#left = Number.parseInt(found[1] ?? '', 16);
    this.#state = this.#left === 0 ? 'trailer' : 'data';
    return true;
  }

  #acceptTrailer(line: string): boolean {
    if (line === '') {
      this.#state = 'ended';
      return true;
    }
    const found = trailerLine.exec(line);
    this.#trailerBytes += line.length;
    if (found === null || this.#trailerBytes > longestTrailers) return false;
    this.trailers.push(found[1] ?? '', (found[2] ?? '').trim());
    return true;
  }
}

const longestLine = 8192;
const longestTrailers = 65_536;
const sizeLine = /^([0-9A-Fa-f]{1,12})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]{0,256})?$/;
const trailerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)$/;
