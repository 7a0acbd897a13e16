import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { homePaths, platformConfig, type PlatformConfig } from './config.ts';
import { stopFromOutside } from './parent/from-outside.ts';
import { Parent } from './parent/parent.ts';
import { updatedProgram } from './parent/program.ts';

/** A platform that runs because of this process. */
export interface RunningPlatform {
  /** `http://localhost:8080`: the dashboard; an app is at `http://<app>.localhost:8080`. */
  readonly url: string;
  /** The data folder. */
  readonly home: string;
  readonly adminPassword: string;
  /** Settles when it has been stopped, by a signal, by `rostra down` or by `stop`. */
  readonly stopped: Promise<void>;
  /** Ends everything: control, dynos with their grace, add-on servers, dynod, router. */
  stop(): Promise<void>;
}

/**
 * Starts the platform, or takes over one whose parent was killed. Answers when all of it is ready. From then on Ctrl-C, SIGTERM and
 * SIGHUP stop it cleanly; a second one does not wait for dynos any more. Throws a fault, and leaves nothing, when it cannot start. Where an
 * update has brought a newer program, it is that one which starts.
 */
export async function startPlatform(config: PlatformConfig = platformConfig()): Promise<RunningPlatform> {
  const updated = updatedProgram(homePaths(config.home));
  if (updated === null || join(updated.folder, 'platform') === import.meta.dirname) return startHere(config);
  const program: { startHere: typeof startHere } = await import(pathToFileURL(join(updated.folder, 'platform', 'main.ts')).href);
  return program.startHere(config);
}

/** As this very program, whatever updates have brought. */
export async function startHere(config: PlatformConfig): Promise<RunningPlatform> {
  const parent = await Parent.start(config);
  const forget = onStopSignal({ first: () => void parent.stop(), again: () => void parent.hurry() });
  const stopped = parent.stopped.finally(() => setTimeout(forget, sameWishMs).unref()); // a late Ctrl-C does not cut the last steps
  await parent.open();
  const { url, adminPassword, paths } = parent;
  return { url, home: paths.root, adminPassword, stopped, stop: () => parent.stop() };
}

/** Makes the data folder out of a backup of an installation; nothing runs yet. */
export async function restorePlatform(wish: { readonly file: string; readonly passphrase: string }): Promise<void> {
  const { restoreSystem } = await import('./backups/system-restore.ts');
  await restoreSystem({ ...wish, home: platformConfig().home });
}

/** Signs the folder of a program, for installations that know the key. Answers its version and how many files it has. */
export async function signProgram(wish: {
  readonly folder: string;
  readonly keyFile: string;
}): Promise<{ readonly version: string; readonly files: number }> {
  const { version, files } = await (await import('./updates/signature.ts')).signProgram(wish.folder, wish.keyFile);
  return { version, files: Object.keys(files).length };
}

/** Stops the platform of a data folder, from another process. False when nothing runs there. */
export async function stopPlatform(home: string): Promise<boolean> {
  return stopFromOutside(homePaths(home));
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A Ctrl-C comes twice, from the terminal and from npm, which passes it on: what comes this soon is the same wish. */
const sameWishMs = 1_000;

/** Answers how to stop listening. */
function onStopSignal(wish: { first(): void; again(): void }): () => void {
  let firstMs: number | null = null;
  const listener = (): void => {
    const nowMs = performance.now();
    if (firstMs !== null && nowMs - firstMs > sameWishMs) wish.again();
    if (firstMs === null) wish.first();
    firstMs ??= nowMs;
  };
  for (const signal of stopSignals) process.on(signal, listener);
  return () => stopSignals.forEach((signal) => process.off(signal, listener));
}

/** The platform alone, without the command line around it: says where it is, and runs until it is stopped. */
export async function main(): Promise<void> {
  try {
    const platform = await startPlatform();
    process.stdout.write(`dashboard ${platform.url}\npassword  ${platform.adminPassword}\n`);
    await platform.stopped;
  } catch (error) {
    if (!(error instanceof RostraError)) throw error;
    process.stderr.write(`${[error.message, error.hint ?? ''].join('\n').trim()}\n`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
