// Takes a connection of its database for 300 ms for each request, as many as there are requests; refused where the plan has no more.
import { realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { Pool } = createRequire(join(realpathSync('node_modules/rostra'), 'package.json'))('pg');
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 200 });
pool.on('error', () => {});

const server = createServer(async (request, response) => {
  try {
    await pool.query('select pg_sleep(0.3)');
    response.end('done');
  } catch (error) {
    response.statusCode = 500;
    response.end(String(error));
  }
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
