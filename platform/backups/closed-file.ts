import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';

/** The file begins with this line, then one line of JSON that says how the key is made; then what is closed, and last GCM's tag. */
const firstLine = 'ROSTRA-BACKUP-1\n';
const tagBytes = 16;
const cost = { N: 2 ** 15, r: 8, p: 1 } as const;
const leastCharacters = 12;

/** Nobody closes a file with what is soon guessed. */
export function refuseShort(passphrase: string): void {
  if (passphrase.length < leastCharacters) throw shortPassphrase();
}

/** Closes a stream with a passphrase: scrypt makes the key, AES-256-GCM closes and seals. */
export async function* closed(source: AsyncIterable<Uint8Array>, passphrase: string): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv);
  const header = `${firstLine}${JSON.stringify({ salt: salt.toString('base64'), iv: iv.toString('base64') })}\n`;
  cipher.setAAD(Buffer.from(header));
  yield Buffer.from(header);
  for await (const piece of source) yield cipher.update(piece);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/** What is in a closed file. Throws at its end when it is not as it was written: use nothing of it before. */
export async function* opened(file: string, passphrase: string): AsyncGenerator<Uint8Array> {
  const { header, salt, iv, tag, bodyEnd } = await frameOf(file);
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv);
  decipher.setAAD(Buffer.from(header));
  decipher.setAuthTag(tag);
  if (bodyEnd >= header.length)
    for await (const piece of createReadStream(file, { start: header.length, end: bodyEnd })) yield decipher.update(piece);
  try {
    yield decipher.final();
  } catch {
    throw wrongKeyOrFile();
  }
}

interface Frame {
  readonly header: string;
  readonly salt: Buffer;
  readonly iv: Buffer;
  readonly tag: Buffer;
  /** The last byte of what is closed. */
  readonly bodyEnd: number;
}

async function frameOf(file: string): Promise<Frame> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw noBackupFile(file, 'it is not there');
  const handle = await open(file);
  try {
    const head = Buffer.alloc(512);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    const [, header, written] = /^(ROSTRA-BACKUP-1\n(\{[^\n]*\})\n)/.exec(head.subarray(0, bytesRead).toString('latin1')) ?? [];
    if (header === undefined || written === undefined || found.size < header.length + tagBytes)
      throw noBackupFile(file, 'it is no backup of an installation, or not whole');
    const { salt, iv }: { salt: string; iv: string } = JSON.parse(written);
    const tag = Buffer.alloc(tagBytes);
    await handle.read(tag, 0, tagBytes, found.size - tagBytes);
    return { header, salt: Buffer.from(salt, 'base64'), iv: Buffer.from(iv, 'base64'), tag, bodyEnd: found.size - tagBytes - 1 };
  } finally {
    await handle.close();
  }
}

async function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, { ...cost, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

const shortPassphrase = (): RostraError =>
  new RostraError({
    code: 'SYSTEM_PASSPHRASE_SHORT',
    status: 422,
    message: `A passphrase has at least ${leastCharacters} characters.`,
    hint: 'Take four words that have nothing to do with one another, and write them down: without them the backup is lost.',
  });

export const noBackupFile = (file: string, reason: string): RostraError =>
  new RostraError({
    code: 'SYSTEM_BACKUP_FILE',
    status: 422,
    message: `${file} cannot be restored: ${reason}.`,
    hint: 'Nothing was changed.',
  });

const wrongKeyOrFile = (): RostraError =>
  new RostraError({
    code: 'SYSTEM_BACKUP_CLOSED',
    status: 422,
    message: 'The passphrase does not open this backup, or the file is not as it was written.',
    hint: 'Nothing was changed. Try the passphrase again; compare the file with the one that was made.',
  });
