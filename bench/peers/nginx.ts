import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { BoundSocket, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PeerMissing } from '../measure/row.ts';

const program = 'nginx';

/** The system's nginx with one worker and a configuration of its own, in a folder that goes again. */
export class Nginx {
  readonly port: number;
  /** The worker's: the process that does the work. */
  readonly pid: number;
  readonly #master: ChildProcess;
  readonly #folder: string;

  private constructor(parts: { port: number; pid: number; master: ChildProcess; folder: string }) {
    this.port = parts.port;
    this.pid = parts.pid;
    this.#master = parts.master;
    this.#folder = parts.folder;
  }

  /** Serves these texts as files, by name; `lines` are more of its configuration. */
  static async serving(files: Readonly<Record<string, string>>, lines = ''): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-nginx-'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    return start(folder, (port) => `server { listen 127.0.0.1:${port}; root ${folder}; access_log off; ${lines} }`);
  }

  /** Passes everything on to a port, over kept connections, and writes one line a request, as the router does. */
  static async proxying(upstream: number): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-nginx-'));
    return start(
      folder,
      (port) => `
  upstream dyno { server 127.0.0.1:${upstream}; keepalive 64; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port};
    access_log ${folder}/access.log combined buffer=64k flush=1s;
    location / {
      proxy_pass http://dyno;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Request-ID $request_id;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }`,
    );
  }

  /** The same, and keeps what it got for a while (`proxy_cache`, its files in memory). */
  static async caching(upstream: number): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-nginx-'));
    return start(
      folder,
      (port) => `
  proxy_cache_path ${folder}/cache keys_zone=pages:10m max_size=128m inactive=10m use_temp_path=off;
  upstream dyno { server 127.0.0.1:${upstream}; keepalive 64; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port};
    access_log ${folder}/access.log combined buffer=64k flush=1s;
    location / {
      proxy_pass http://dyno;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_cache pages;
      proxy_cache_key $scheme$host$request_uri;
      proxy_cache_valid 200 10m;
      proxy_cache_lock on;
      add_header X-Request-ID $request_id;
      add_header Cache-Status $upstream_cache_status;
    }
  }`,
    );
  }

  /** Keeps what it may as long as the page says, and shows an old copy while a new one is made. `lock`: others wait for the first who asks. */
  static async holding(upstream: number, lock: boolean): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-bench-nginx-'));
    return start(
      folder,
      (port) => `
  proxy_cache_path ${folder}/cache keys_zone=pages:10m max_size=128m inactive=10m use_temp_path=off;
  upstream dyno { server 127.0.0.1:${upstream}; keepalive 64; }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    access_log ${folder}/access.log combined buffer=64k flush=1s;
    location / {
      proxy_pass http://dyno;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_cache pages;
      proxy_cache_key $scheme$host$request_uri;
      ${lock ? 'proxy_cache_lock on; proxy_cache_use_stale updating; proxy_cache_background_update on;' : ''}
    }
  }`,
    );
  }

  /** The version, as it says it. */
  static version(): string {
    const asked = spawnSync(program, ['-v'], { encoding: 'utf8' });
    if (asked.error !== undefined) throw new PeerMissing('nginx is not installed: apt-get install nginx-light.');
    return /nginx\/\S+/.exec(asked.stderr)?.[0].replace('/', ' ') ?? 'nginx';
  }

  async stop(): Promise<void> {
    const exited = once(this.#master, 'exit');
    this.#master.kill('SIGTERM');
    await exited;
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** For `start` below, which a constructor cannot await. */
  static of(parts: { port: number; pid: number; master: ChildProcess; folder: string }): Nginx {
    return new Nginx(parts);
  }
}

async function start(folder: string, server: (port: number) => string): Promise<Nginx> {
  Nginx.version();
  const port = freePort();
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
  const config = `${user} worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 8192; }
http {
  keepalive_requests 100000000; tcp_nodelay on; sendfile on; tcp_nopush on; ${temporary}
  ${server(port)}
}`;
  await writeFile(join(folder, 'nginx.conf'), config);
  const master = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  await listens(port, master);
  return Nginx.of({ port, pid: await workerOf(master.pid ?? 0), master, folder });
}

function freePort(): number {
  const held = new BoundSocket({ host: '127.0.0.1' });
  const { port } = held.address();
  held.close();
  return port;
}

async function listens(port: number, master: ChildProcess): Promise<void> {
  while (master.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => socket.on('connect', () => resolve(true)).on('error', () => resolve(false)));
    socket.destroy();
    if (isOpen) return;
    await sleep(20);
  }
  throw new PeerMissing('nginx ended at its start.');
}

async function workerOf(master: number): Promise<number> {
  const children = await readFile(`/proc/${master}/task/${master}/children`, 'utf8');
  return Number(children.trim().split(' ')[0]);
}
