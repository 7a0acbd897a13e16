// Serves one request at a time, each for exactly 20 ms, and computes nothing meanwhile: 50 a second.
import { createServer } from 'node:http';

let freeAt = 0;

const server = createServer((request, response) => {
  freeAt = Math.max(freeAt, performance.now()) + 20;
  setTimeout(() => response.end('done'), freeAt - performance.now());
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
