import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTarget, shownTarget } from './targets.ts';

const keys = { keyId: 'AK', secret: 'hush' };

const cases = [
  { it: 'a folder on another disk', wish: { name: 'usb', to: '/mnt/usb/' }, shown: '/mnt/usb' },
  { it: 'a bucket', wish: { name: 'away', to: 's3://lab-backups', ...keys }, shown: 's3://lab-backups https://s3.us-east-1.amazonaws.com' },
  {
    it: 'a part of a bucket at another provider',
    wish: { name: 'away', to: 's3://lab/2026', endpoint: 'http://10.0.0.5:9000/', ...keys },
    shown: 's3://lab/2026 http://10.0.0.5:9000',
  },
  { it: 'no relative path', wish: { name: 'usb', to: 'backups' }, fault: /no whole path/ },
  { it: 'no other scheme', wish: { name: 'usb', to: 'sftp://host/x' }, fault: /not to sftp/ },
  { it: 'no bucket without a key', wish: { name: 'away', to: 's3://lab' }, fault: /needs a key/ },
  { it: 'no bucket of a wrong name', wish: { name: 'away', to: 's3://Lab_1', ...keys }, fault: /no bucket/ },
  { it: 'no name with a path in it', wish: { name: '../x', to: '/mnt' }, fault: /A name has/ },
  {
    it: 'no endpoint with a password in it',
    wish: { name: 'away', to: 's3://lab', endpoint: 'https://a:b@host', ...keys },
    fault: /no address/,
  },
];

describe('where backups are copied to', () => {
  for (const { it: words, wish, ...expected } of cases)
    it(words, () => {
      const read = readTarget(wish);
      if (!read.ok) return assert.match(read.fault, expected.fault ?? /nothing/);
      const { to, endpoint } = shownTarget(wish.name, read.settings);
      assert.equal([to, endpoint].filter((each) => each !== null).join(' '), expected.shown);
      assert.ok(!JSON.stringify(shownTarget(wish.name, read.settings)).includes('hush'));
      return undefined;
    });
});
