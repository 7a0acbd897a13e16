import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { meetingKey, readRelease, releaseMessage, spotKey } from './waiting.ts';

const anyKey = fc.oneof(
  fc.record({ sessionId: fc.nat(), pageIndex: fc.nat(), groupId: fc.nat() }).map(meetingKey),
  fc.record({ code: fc.stringMatching(/^[a-z0-9]{8}$/), pageIndex: fc.nat() }).map(spotKey),
);

describe('what is said when people go on', () => {
  it('names the meeting, and the page when it is the same for all', () => {
    const keys = [meetingKey({ sessionId: 12, pageIndex: 2, groupId: 33 })];
    assert.equal(releaseMessage({ keys, to: 3 }), '12/2/33 >3');
    assert.equal(releaseMessage({ keys, to: null }), '12/2/33');
  });

  it('names each of them where a lobby lets some people go', () => {
    const keys = ['ab12cd34', 'ef56gh78'].map((code) => spotKey({ code, pageIndex: 1 }));
    assert.equal(releaseMessage({ keys, to: 2 }), 'ab12cd34/1 ef56gh78/1 >2');
  });

  it('is read as it was said', () =>
    fc.assert(
      fc.property(fc.array(anyKey, { minLength: 1 }), fc.option(fc.nat()), (keys, to) => {
        assert.deepEqual(readRelease(releaseMessage({ keys, to })), { keys, to });
      }),
    ));
});
