import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { NewAuditEntry } from './audit.ts';
import { openStore, type Store } from './open.ts';

const entry: NewAuditEntry = {
  atMs: 1_000,
  actor: 'ada',
  role: 'admin',
  address: '10.0.0.1',
  agent: 'a browser',
  requestId: 'r1',
  app: 'hello',
  action: 'scale',
  detail: '{"web":2}',
  refused: null,
};
const all = { actor: null, app: null, action: null, beforeId: null, limit: 100 };

describe('the audit log', () => {
  let folder: string;
  let store: Store;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-audit-'));
    store = openStore(join(folder, 'control.db'));
    for (const [actor, app] of [
      ['ada', 'hello'],
      ['ben', 'hello'],
      ['ada', 'other'],
    ] as const)
      store.audit.append({ ...entry, actor, app });
  });
  after(async () => {
    store.close();
    await rm(folder, { recursive: true });
  });

  it('is read newest first, by who and by app', () => {
    const ids = (filter: object): number[] => store.audit.list({ ...all, ...filter }).entries.map(({ id }) => id);
    assert.deepEqual([ids({}), ids({ actor: 'ada' }), ids({ app: 'hello' }), ids({ beforeId: 2 })], [[3, 2, 1], [3, 1], [2, 1], [1]]);
  });
  it('says when there are older ones', () => assert.equal(store.audit.list({ ...all, limit: 2 }).hasMore, true));
  it('is whole as it was written', () => assert.equal(store.audit.firstBroken(), null));
  it('refuses a change, and shows one that was made behind its back', () => {
    const behind = new DatabaseSync(join(folder, 'control.db'));
    assert.throws(() => behind.exec(`update audit set actor = 'nobody' where id = 2`), /only appended to/);
    behind.exec(`drop trigger audit_is_never_changed; update audit set actor = 'nobody' where id = 2`);
    assert.equal(store.audit.firstBroken(), 2);
    behind.exec(`update audit set actor = 'ben' where id = 2; delete from audit where id = 2`);
    assert.equal(store.audit.firstBroken(), 3);
    behind.close();
  });
  it('loses only what is two years old', () => {
    store.audit.append({ ...entry, atMs: Date.now() });
    store.audit.prune(Date.now());
    assert.deepEqual(
      store.audit.list(all).entries.map(({ id }) => id),
      [4],
    );
    assert.equal(store.audit.firstBroken(), null);
  });
});
