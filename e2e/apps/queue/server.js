// Serves one request at a time, 40 ms each, and uses no processor for it: 25 requests a second.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

let turn = Promise.resolve();

const server = createServer((_, response) => {
  turn = turn.then(() => sleep(40)).then(() => response.end('done'));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
