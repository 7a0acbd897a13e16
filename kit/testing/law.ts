import { it } from 'node:test';
import fc from 'fast-check';

const runs = 1000;

/**
 * A test that something holds whatever the input: tried on 1,000 inputs made by chance. The seed is printed with the result, and
 * `LAW_SEED=seed` tries the same inputs again. `holds` throws, or answers false, where the law is broken.
 */
export function law<Input>(name: string, inputs: fc.Arbitrary<Input>, holds: (input: Input) => boolean | void): void {
  it(name, (test) => {
    const seed = process.env['LAW_SEED'];
    const details = fc.check(fc.property(inputs, holds), { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) });
    test.diagnostic(`${details.numRuns} runs, seed ${details.seed}`);
    if (details.failed) throw new Error(fc.defaultReportMessage(details));
  });
}
