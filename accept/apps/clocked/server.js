// Works on one request at a time for 100 ms, as oTree does; says its own time on stdout, and in the answer how long the request waited for its turn.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const workMs = 100;
let turn = Promise.resolve();

async function work(request, response, arrivedAt) {
  const begunAt = performance.now();
  await pause(workMs);
  const ownMs = Math.round(performance.now() - begunAt);
  process.stdout.write(`own_time=${ownMs}ms request_id=${request.headers['x-request-id']}\n`);
  response.end(String(begunAt - arrivedAt));
}

const server = createServer((request, response) => {
  const arrivedAt = performance.now();
  turn = turn.then(() => work(request, response, arrivedAt));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
