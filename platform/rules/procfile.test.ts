import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readProcfile } from './procfile.ts';

const good = [
  {
    it: 'reads types in their order',
    text: 'web: rostra tab serve\nworker: rostra tab work\n',
    expect: ['web=rostra tab serve', 'worker=rostra tab work'],
  },
  { it: 'skips comments and empty lines', text: '# one\n\n// two\nweb: serve', expect: ['web=serve'] },
  { it: 'keeps colons of the command', text: 'web: gunicorn -b 127.0.0.1:$PORT', expect: ['web=gunicorn -b 127.0.0.1:$PORT'] },
  { it: 'takes Windows line ends and a byte order mark', text: '\uFEFFweb: a\r\nworker: b\r\n', expect: ['web=a', 'worker=b'] },
  { it: 'takes no blank after the colon, and some before', text: 'web:a\nlive : b', expect: ['web=a', 'live=b'] },
];

const bad = [
  { it: 'a missing colon', text: 'web: a\nworker b', line: 2, fault: /"type: command"/ },
  { it: 'a type twice', text: 'web: a\n\nweb: b', line: 3, fault: /web is there twice/ },
  { it: 'a merge marker', text: 'web: a\n<<<<<<< HEAD', line: 2, fault: /merge conflict/ },
  { it: 'a type with a dot', text: 'web.1: a', line: 1, fault: /no process type/ },
  { it: 'a reserved type', text: 'web: a\nrun: b', line: 2, fault: /run is reserved/ },
  { it: 'an empty command', text: 'web:', line: 1, fault: /no command/ },
  { it: 'nothing at all', text: '# later\n', line: 1, fault: /names no process type/ },
];

describe('readProcfile', () => {
  for (const c of good) {
    it(c.it, () => {
      const read = readProcfile(c.text);
      assert.ok(read.ok);
      assert.deepEqual(
        read.entries.map((entry) => `${entry.type}=${entry.command}`),
        c.expect,
      );
    });
  }
  for (const c of bad) {
    it(`names the line of ${c.it}`, () => {
      const read = readProcfile(c.text);
      assert.ok(!read.ok);
      assert.equal(read.line, c.line);
      assert.match(read.fault, c.fault);
    });
  }
  it('never throws, whatever the file holds', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof readProcfile(text).ok === 'boolean'));
  });
});
