// A small app for tests of whatever runs apps. `node fake-dyno.ts VERB …`, one verb after another:
//   print TEXT     one line on standard output        exit STATUS    ends with this status
//   listen         on $PORT; answers with its pid     elsewhere      listens on a port of its own choice
//   relatives      starts children, one of them in a session of its own
//   family         the same, and one with a cleared environment too
//   deaf           ignores SIGTERM                    count          prints a numbered line every 5 ms
//   polite         ends at SIGTERM with status 0      burn           keeps one processor busy
//   fill MB        takes so much memory           wait           does nothing for ever
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const sleep = ['-c', 'sleep 1000 & sleep 1000'];

/** Held for ever. */
const held: Buffer[] = [];

const verbs: Readonly<Record<string, (next: () => string) => void>> = {
  print: (next) => void process.stdout.write(`${next()}\n`),
  exit: (next) => process.exit(Number(next())),
  listen: () => listen(Number(process.env['PORT'])),
  elsewhere: () => listen(0),
  relatives,
  family: () => {
    relatives();
    spawn('/bin/sh', sleep, { stdio: 'ignore', detached: true, env: {} });
  },
  deaf: () => void process.on('SIGTERM', () => process.stdout.write('heard SIGTERM\n')),
  polite: () => void process.on('SIGTERM', () => process.exit(0)),
  count: () => {
    let n = 0;
    setInterval(() => process.stdout.write(`line ${(n += 1)}\n`), 5);
  },
  burn: () => {
    const turn = (): void => {
      const endMs = performance.now() + 50;
      while (performance.now() < endMs);
      setImmediate(turn);
    };
    turn();
  },
  fill: (next) => void held.push(Buffer.alloc(Number(next()) * 1024 * 1024, 1)),
  wait: () => void setInterval(() => {}, 60_000),
};

function relatives(): void {
  spawn('/bin/sh', sleep, { stdio: 'ignore' });
  spawn('/bin/sh', sleep, { stdio: 'ignore', detached: true });
}

function listen(port: number): void {
  const server = createServer((_, response) => response.end(`${process.pid}\n`));
  server.listen(port, '127.0.0.1');
}

const words = process.argv.slice(2);
for (let verb = words.shift(); verb !== undefined; verb = words.shift()) {
  const act = verbs[verb];
  if (act === undefined) throw new Error(`fake-dyno knows no "${verb}"`);
  act(() => words.shift() ?? '');
}
