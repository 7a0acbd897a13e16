import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOlder, programFault, programManifest, versionFault } from './program-manifest.ts';

describe('what the maker of a program has signed', () => {
  it('is read, and anything else is none', () => {
    assert.deepEqual(programManifest('{"version":"1.2.0","files":{"a.ts":"sha256:00"}}'), {
      version: '1.2.0',
      files: { 'a.ts': 'sha256:00' },
    });
    for (const text of ['', '[]', '{"version":"1.2.0"}', '{"version":"new","files":{}}', '{"version":"1.2.0","files":{"a":1}}'])
      assert.equal(programManifest(text), null);
  });

  it('names the first file that is missing, changed or new', () => {
    const signed = { 'a.ts': 'sha256:00', node_modules: 'link:/srv/node_modules' };
    const cases = [
      { found: signed, says: null },
      { found: { 'a.ts': 'sha256:00' }, says: 'node_modules is missing' },
      { found: { ...signed, 'a.ts': 'sha256:01' }, says: 'a.ts is not as it was signed' },
      { found: { ...signed, 'b.ts': 'sha256:02' }, says: 'b.ts was added' },
    ];
    for (const { found, says } of cases) assert.equal(programFault(signed, found), says);
  });
});

describe('versions', () => {
  it('go forward, and one minor version back', () => {
    const cases = [
      { from: '1.4.0', to: '1.5.0', says: null },
      { from: '1.4.0', to: '2.0.0', says: null },
      { from: '1.4.2', to: '1.3.9', says: null },
      { from: '1.4.0', to: '1.2.0', says: 'version 1.2.0 is too old for the data of 1.4.0' },
      { from: '2.0.0', to: '1.9.0', says: 'version 1.9.0 is too old for the data of 2.0.0' },
      { from: '2.0.0', to: 'next', says: 'next is no version' },
    ];
    for (const { from, to, says } of cases) assert.equal(versionFault(from, to), says);
    assert.deepEqual([isOlder('1.9.0', '1.10.0'), isOlder('1.10.0', '1.10.0'), isOlder('2.0.0', '1.10.0')], [true, false, false]);
  });
});
