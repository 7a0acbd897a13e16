import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { invariant } from '#kit/errors/invariant.ts';
import type { Control } from '../control/control.ts';
import { cgiHead } from '../rules/git-push.ts';
import type { CgiHead } from '../rules/git-push.ts';
import type { AppRecord } from '../store/apps.ts';
import { gitEnvironment, openRepository } from './git-repository.ts';

/** One request of Git's smart HTTP. */
export interface GitRequest {
  readonly actor: string;
  readonly method: 'GET' | 'POST';
  /** Behind the repository's name: `/git-receive-pack`. */
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Null for a GET. */
  readonly body: Readable | null;
}

export interface GitAnswer {
  readonly head: Omit<CgiHead, 'length'>;
  readonly body: Readable;
}

/** Apps to which somebody pushes at this moment. */
const pushing = new Set<number>();

/**
 * Answers by Git's own server program. A push runs the hook of the repository, which builds and deploys before Git moves the branch:
 * so the repository never claims what is not live. Who pushes and goes away does not end that.
 */
export async function serveGit(control: Control, app: AppRecord, request: GitRequest): Promise<GitAnswer> {
  const folder = await openRepository(control, app);
  const isPush = request.path === '/git-receive-pack';
  const isBusy = isPush && pushing.has(app.id);
  const options = join(folder, `push-options-${randomUUID()}`);
  const env = {
    ...gitEnvironment(control, folder),
    ...cgiEnvironment(folder, request),
    ...hookEnvironment(control, app, request),
    ROSTRA_PUSH_BUSY: isBusy ? '1' : '',
    ROSTRA_PUSH_OPTIONS: options,
  };
  const child = spawn('git', ['http-backend'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
  if (isPush && !isBusy) holdWhileItRuns(app.id, child);
  if (isPush) child.once('close', () => void rm(options, { force: true }));
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const sent = request.body === null ? Promise.resolve(child.stdin.end()) : pipeline(request.body, child.stdin);
  const head = await headOf(child);
  await sent.catch(() => {}); // it had said what it has to say before it read everything, or the client is gone
  if (head === null) control.logger.error('git_failed', { app: app.name, said: complaints.join('').slice(0, 2000) });
  invariant(head !== null, 'git http-backend answers');
  return { head: { status: head.status, headers: head.headers }, body: child.stdout };
}

function holdWhileItRuns(appId: number, child: ChildProcessByStdio<Writable, Readable, Readable>): void {
  pushing.add(appId);
  child.once('close', () => pushing.delete(appId));
  child.once('error', () => pushing.delete(appId));
}

function cgiEnvironment(folder: string, { actor, method, path, query, headers }: GitRequest): Record<string, string> {
  const optional = {
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: headers['git-protocol'],
  };
  const given = Object.entries(optional).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    ...Object.fromEntries(given),
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    REMOTE_USER: actor,
    REQUEST_METHOD: method,
    PATH_INFO: path,
    QUERY_STRING: query,
    CONTENT_TYPE: headers['content-type'] ?? '',
  };
}

function hookEnvironment({ paths, installation }: Control, app: AppRecord, { actor }: GitRequest): Record<string, string> {
  return {
    ROSTRA_HOOK_NODE: join(installation.nodeFolder, 'node'),
    ROSTRA_HOOK: join(import.meta.dirname, 'git-hook', 'main.ts'),
    ROSTRA_PUSH_SOCKET: paths.controlSocket,
    ROSTRA_PUSH_APP: app.name,
    ROSTRA_PUSH_ACTOR: actor,
  };
}

const longestHeadBytes = 64 * 1024;

/** Reads up to the body, which stays in the stream; null when the program ended before. */
async function headOf(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<CgiHead | null> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const piece = await nextPiece(child.stdout);
    if (piece === null) return null;
    bytes = Buffer.concat([bytes, piece]);
    const head = cgiHead(bytes);
    if (head !== null) {
      child.stdout.unshift(bytes.subarray(head.length));
      return head;
    }
    if (bytes.length > longestHeadBytes) return null;
  }
}

function nextPiece(stream: Readable): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const look = (): void => {
      const piece: Buffer | null = stream.read();
      if (piece === null && !stream.readableEnded) return;
      stream.off('readable', look).off('end', look).off('error', look);
      resolve(piece);
    };
    stream.on('readable', look).on('end', look).on('error', look);
    look();
  });
}
