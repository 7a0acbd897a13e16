import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scalePreview } from './scale-preview.ts';

const wish = { type: 'web', from: 2, to: 4, memoryQuotaMb: 512, machine: { memoryMb: 4096, cores: 2 }, others: 1 };

describe('scalePreview', () => {
  it('says what more dynos take of the machine', () =>
    assert.deepEqual(scalePreview(wish), {
      sentences: [
        "Takes up to 1 GB more memory: 2.5 GB of this machine's 4 GB for this app.",
        '5 dynos share 2 cores: more than 2 busy at once take turns.',
        'Costs nothing more: the machine is yours.',
      ],
      button: 'Run 4',
      isTight: false,
    }));
  it('says what it costs an hour where there is a price', () => {
    const price = { monthlyMicro: 25_000_000, currency: 'USD', book: 'heroku-2025' };
    const last = (to: number): string | undefined => scalePreview({ ...wish, to, price }).sentences.at(-1);
    assert.equal(last(4), 'On the meter $0.0694 more an hour, $0.1389 in all, by the prices of heroku-2025.');
    assert.equal(last(1), 'On the meter $0.0347 less an hour.');
  });
  it('warns when the machine is too small', () => {
    const { isTight, sentences } = scalePreview({ ...wish, to: 9 });
    assert.equal(isTight, true);
    assert.match(sentences.join(' '), /more than the machine has/);
  });
  it('says how fewer dynos leave', () =>
    assert.deepEqual(scalePreview({ ...wish, to: 1 }).sentences, [
      'Gives up to 512 MB of memory back.',
      'A dyno that goes first finishes what it is doing, for at most 30 s. Nobody notices.',
    ]));
  it('says what none means for visitors', () => {
    const { sentences, button } = scalePreview({ ...wish, to: 0 });
    assert.equal(button, 'Stop web');
    assert.match(sentences.join(' '), /Nobody reaches the app/);
  });
});
