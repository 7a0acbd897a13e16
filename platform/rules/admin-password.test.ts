import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readablePassword } from './admin-password.ts';

describe('readablePassword', () => {
  it('is four groups of four characters that are not mistaken for each other', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 32 }), (chance) =>
        /^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/.test(readablePassword(chance)),
      ),
    ));
});
