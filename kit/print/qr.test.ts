import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { qrCode } from './qr.ts';

describe('qrCode', () => {
  it('is a picture with a name', () =>
    assert.match(
      qrCode('https://lab.example/join/ba', 'Join "A" & B').toString(),
      /^<svg class="r-qr" role="img" aria-label="Join &#34;A&#34; &#38; B" viewBox="0 0 \d+ \d+"/,
    ));
  it('is silent where the text stands beside it', () => assert.match(qrCode('x').toString(), /^<svg class="r-qr" aria-hidden="true"/));
  it('is another one for another text', () => assert.notEqual(qrCode('a').toString(), qrCode('b').toString()));
  it('stands on white in the dark too', () => assert.match(qrCode('a').toString(), /fill="#FFFFFF"/));
});
