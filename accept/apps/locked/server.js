// Each request holds one lock in Postgres for 100 ms: ten a second, however many dynos there are. Eight connections a dyno, by psql.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

const statement = 'begin; select pg_advisory_xact_lock(1); select pg_sleep(0.1); commit;\n\\echo done\n';
const idle = [];
const waiting = [];

for (let n = 0; n < 8; n += 1) {
  const psql = spawn('psql', ['--no-psqlrc', '--quiet', '--tuples-only', process.env.DATABASE_URL], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = { psql, response: null };
  createInterface({ input: psql.stdout }).on('line', (line) => line === 'done' && finish(connection));
  idle.push(connection);
}

function finish(connection) {
  connection.response.end('done');
  const next = waiting.shift();
  if (next === undefined) idle.push(connection);
  else work(connection, next);
}

function work(connection, response) {
  connection.response = response;
  connection.psql.stdin.write(statement);
}

const server = createServer((_, response) => {
  const connection = idle.pop();
  if (connection === undefined) waiting.push(response);
  else work(connection, response);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
