// Says which code and which config it runs.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const version = readFileSync('version.txt', 'utf8').trim();
const said = JSON.stringify({ version, mark: process.env.MARK });
createServer((_request, response) => response.end(said)).listen(process.env.PORT, '127.0.0.1');
