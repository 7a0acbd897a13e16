import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bootFinding, isPastListening, listeningSockets } from './listening-sockets.ts';

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n';
const listening =
  '   0: 0100007F:4E21 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1234 1 0000000000000000 100 0 0 10 0\n';
const established =
  '   1: 0100007F:4E21 0100007F:8F2C 01 00000000:00000000 00:00000000 00000000     0        0 777 1 0000000000000000 20 4 30 10 -1\n';

describe('listeningSockets', () => {
  it('reads ports and inodes of listeners only', () =>
    assert.deepEqual(listeningSockets(header + listening + established), [{ port: 20001, inode: '1234' }]));
  it('knows when the listeners are over', () => {
    assert.equal(isPastListening(header + listening), false);
    assert.equal(isPastListening(header + listening + established), true);
  });
});

describe('bootFinding', () => {
  const sockets = [
    { port: 20001, inode: '1' },
    { port: 8000, inode: '2' },
  ];
  const cases = [
    { it: 'is listening when its own process holds the socket', held: new Set(['1']), expect: 'listening' },
    { it: 'does not take a stranger on the port for the dyno', held: new Set<string>(), expect: 'stranger' },
    { it: 'names the wrong port (R11)', held: new Set(['2']), expect: { elsewhere: [8000] } },
    { it: 'believes any listener when descriptors cannot be read', held: null, expect: 'listening' },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(bootFinding(20001, sockets, c.held), c.expect));
  it('finds nothing while nobody listens', () => assert.equal(bootFinding(20002, [], new Set()), 'nothing'));
});
