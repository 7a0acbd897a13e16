import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { createLogger } from '../log/logger.ts';
import { testDatabase } from '../testing/database.ts';
import { Listener } from './notify.ts';

describe('a listener', () => {
  it('closed while it connects leaves no connection behind, so that its process can end', async () => {
    const place = await testDatabase();
    const { url } = place;
    const logger = createLogger({ name: 'test', level: 'silent' });
    await Promise.all(Array.from({ length: 5 }, () => new Listener({ url, logger }).close()));
    const limitMs = performance.now() + 10_000;
    const looker = new pg.Client({ connectionString: url });
    await looker.connect();
    const others = 'select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    while ((await looker.query(others)).rowCount !== 0) assert.ok(performance.now() < limitMs, 'A connection stays open.');
    await looker.end();
    await place.drop();
  });
});
