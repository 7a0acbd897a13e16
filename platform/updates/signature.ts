import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programFault, programManifest } from '../rules/program-manifest.ts';
import type { ProgramManifest } from '../rules/program-manifest.ts';
import { updateKeyMissing, updateNotSigned } from './errors.ts';

const manifestName = 'rostra-manifest.json';
const signatureName = 'rostra-manifest.sig';

/** The maker's part: writes down every file of a program and signs it (Ed25519). */
export async function signProgram(folder: string, keyFile: string): Promise<ProgramManifest> {
  const { version }: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const manifest = { version, files: await marksOf(folder) };
  const text = JSON.stringify(manifest, null, 1);
  const signature = sign(null, Buffer.from(text), createPrivateKey(await readFile(keyFile)));
  await writeFile(join(folder, manifestName), text);
  await writeFile(join(folder, signatureName), signature.toString('base64'));
  return manifest;
}

/** Throws in words unless the folder is, file by file, what the holder of the key has signed. */
export async function verifyProgram(folder: string, keyFile: string): Promise<ProgramManifest> {
  const manifest = await signedManifest(folder, keyFile);
  const fault = programFault(manifest.files, await marksOf(folder));
  if (fault !== null) throw updateNotSigned(fault);
  return manifest;
}

/** The list that the holder of the key has signed; its files are not looked at. */
export async function signedManifest(folder: string, keyFile: string): Promise<ProgramManifest> {
  const key = await readFile(keyFile).catch(() => null);
  if (key === null) throw updateKeyMissing(keyFile);
  const [text = '', signature = ''] = await Promise.all(
    [manifestName, signatureName].map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  if (text === '') throw updateNotSigned('it has no signed list of its files');
  if (!verify(null, Buffer.from(text), createPublicKey(key), Buffer.from(signature, 'base64')))
    throw updateNotSigned('the signature is not by the key of this installation');
  const manifest = programManifest(text);
  if (manifest === null) throw updateNotSigned('the list of its files cannot be read');
  return manifest;
}

/** Links are not followed: where they lead is what is signed. */
async function marksOf(folder: string, inside = ''): Promise<Record<string, string>> {
  const marks: Record<string, string> = {};
  for (const name of (await readdir(join(folder, inside))).sort()) {
    const path = inside === '' ? name : `${inside}/${name}`;
    if (path === manifestName || path === signatureName) continue;
    const place = join(folder, path);
    const found = await lstat(place);
    if (found.isDirectory()) Object.assign(marks, await marksOf(folder, path));
    else marks[path] = found.isSymbolicLink() ? `link:${await readlink(place)}` : `sha256:${await hashOf(place)}`;
  }
  return marks;
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}
