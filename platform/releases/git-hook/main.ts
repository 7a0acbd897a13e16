import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { connectClient, deploy } from '../../client.ts';
import { pushVerdict } from '../../rules/git-push.ts';
import { hookConfig } from './config.ts';

const run = promisify(execFile);

/**
 * The `update` hook of an app's repository: Git runs it for each ref that a push wants to change, in the repository's folder. What it
 * writes is what the pusher reads; a status other than 0 leaves the ref where it is.
 */
export async function main([ref = '', from = '', to = '']: readonly string[]): Promise<void> {
  const { isBusy } = hookConfig();
  const verdict = pushVerdict({ ref, from, to, present: await commitOf(ref), isBusy });
  if (verdict.kind !== 'deploy') say(verdict.text);
  if (verdict.kind === 'refuse') process.exitCode = 1;
  if (verdict.kind === 'deploy') process.exitCode = (await deployCommit(to)) ? 0 : 1;
  if (verdict.kind === 'deploy' && process.exitCode === 0) await run('git', ['symbolic-ref', 'HEAD', ref]); // what a clone checks out
}

async function deployCommit(commit: string): Promise<boolean> {
  const { socket, app, actor, options } = hookConfig();
  const evenLive = (await readFile(options, 'utf8')).split('\n').includes('even-live');
  const platform = connectClient({ kind: 'socket', path: socket, actor });
  if ((await commitOf(`${commit}:.gitmodules`)) !== null) say(' !     Submodules are not fetched: what is in them is not deployed.');
  const archive = spawn('git', ['archive', '--format=tar', commit], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const build = await deploy(platform, app, { source: { kind: 'tar', stream: archive.stdout, commit }, onLine: say, evenLive });
    if (build.status === 'failed') say(`The push is refused; ${app} runs on as before.`);
    return build.status === 'succeeded';
  } catch (error) {
    say(error instanceof RostraError ? [error.message, error.hint].filter(Boolean).join(' ') : String(error));
    return false;
  } finally {
    archive.kill();
  }
}

/** Null when the repository has none of this name. */
const commitOf = (name: string): Promise<string | null> =>
  run('git', ['rev-parse', '--quiet', '--verify', name]).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) await main(process.argv.slice(2));
