import { pipeline } from 'node:stream/promises';
import { PassThrough, type Duplex, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

export interface InflateLimits {
  /** Bytes as they come in. */
  readonly compressedBytes: number;
  /** Bytes that come out. */
  readonly bytes: number;
}

/** Past this many bytes, what comes out is at most a hundred times what went in. */
const ratioFreeBytes = 1_000_000;
const largestRatio = 100;

const decoders: Readonly<Record<string, () => Duplex>> = {
  identity: () => new PassThrough(),
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** What goes on: more came out than is taken, or nothing sensible did. */
export class InflateFault extends Error {
  readonly kind: 'unknown_encoding' | 'too_large' | 'damaged';

  constructor(kind: InflateFault['kind']) {
    super(kind);
    this.kind = kind;
  }
}

/**
 * Passes each inflated piece of a body to `take`, which may throw to stop. Nothing is kept: memory does not grow with the body. Throws
 * `InflateFault` for an encoding we do not know, for what is damaged, and as soon as a limit is passed, bombs (100:1) included.
 */
export async function inflate(
  source: Readable,
  { encoding, limits }: { readonly encoding: string; readonly limits: InflateLimits },
  take: (piece: Buffer) => void,
): Promise<void> {
  const name = encoding.trim().toLowerCase();
  const decoder = Object.hasOwn(decoders, name === '' ? 'identity' : name) ? decoders[name === '' ? 'identity' : name]?.() : undefined;
  if (decoder === undefined) throw new InflateFault('unknown_encoding');
  let bytesIn = 0;
  let bytesOut = 0;
  await pipeline(
    source,
    async function* counted(pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        bytesIn += piece.length;
        if (bytesIn > limits.compressedBytes) throw new InflateFault('too_large');
        yield piece;
      }
    },
    decoder,
    async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        bytesOut += piece.length;
        const isBomb = bytesOut > ratioFreeBytes && bytesOut > bytesIn * largestRatio;
        if (bytesOut > limits.bytes || isBomb) throw new InflateFault('too_large');
        take(piece);
      }
    },
  ).catch((error: unknown) => {
    throw isZlibFault(error) ? new InflateFault('damaged') : error;
  });
}

const isZlibFault = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_ZSTD|ZSTD_|ERR_)/.test(String(error.code)) &&
  !isStreamFault(error.code);

const isStreamFault = (code: unknown): boolean => code === 'ERR_STREAM_PREMATURE_CLOSE';
