import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { requirementsOf } from './pipfile-lock.ts';

describe('requirements of a Pipfile.lock', () => {
  it('are its versions with their markers and extras, without hashes', () => {
    const packages = {
      redis: { version: '==5.0.1', hashes: ['sha256:x'], markers: "python_version >= '3.7'" },
      channels: { version: '==4.0.0', extras: ['daphne'], index: 'pypi' },
    };
    assert.equal(
      requirementsOf(JSON.stringify({ default: packages })),
      "channels[daphne]==4.0.0\nredis==5.0.1 ; python_version >= '3.7'\n",
    );
  });
  it('name what has no version', () => {
    assert.throws(() => requirementsOf(JSON.stringify({ default: { own: { git: 'https://example.org' } } })), /takes own from a place/);
  });
});
