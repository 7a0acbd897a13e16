import { createServer } from 'node:http';

// Answers with who it is: dyno, release and pid.
const { DYNO, PORT, ROSTRA_RELEASE } = process.env;
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ dyno: DYNO, release: ROSTRA_RELEASE, pid: process.pid, path: request.url }));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(PORT), '127.0.0.1', () => process.stdout.write(`listening on ${PORT}\n`));
process.once('SIGTERM', () => server.close(() => process.exit(0)));
