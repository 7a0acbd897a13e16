import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { appFolder } from './app-folder.ts';
import { addressOf } from './raw-socket.ts';

const run = promisify(execFile);

/** A repository on the web with a tag for each version, as people publish their source: Git's own program behind a server on loopback. */
export async function publishedSource(versions: Readonly<Record<string, string>>): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = await appFolder({});
  const git = (...args: readonly string[]) =>
    run('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args]);
  await git('init', '--quiet');
  for (const [tag, files] of Object.entries(versions)) {
    await cp(files, folder, { recursive: true });
    await git('add', '--all');
    await git('commit', '--quiet', '--message', tag);
    await git('tag', tag);
  }
  const server = createServer((request, response) => void answer(dirname(folder), request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${addressOf(server).port}/${basename(folder)}/.git`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** As RFC 3875 says: the request in variables, headers of the answer in its first lines. */
async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const env = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    PATH_INFO: pathname,
    QUERY_STRING: searchParams.toString(),
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers['content-type'],
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
  };
  const backend = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  request.pipe(backend.stdin);
  const said = await buffer(backend.stdout);
  const bodyAt = said.indexOf('\r\n\r\n') + 4;
  const headers = said.subarray(0, bodyAt).toString('latin1').trim().split('\r\n');
  const status = Number(/^Status: (\d+)/m.exec(headers.join('\n'))?.[1] ?? 200);
  response.writeHead(status, Object.fromEntries(headers.map((line) => line.split(': ', 2))));
  response.end(said.subarray(bodyAt));
}
