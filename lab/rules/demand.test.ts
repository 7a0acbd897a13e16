import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { demandOf, reckonedCapacity, type DemandFacts } from './demand.ts';

const facts: DemandFacts = {
  pages: 6,
  rounds: 1,
  secondsAPage: 20,
  pace: 'sessions',
  processes: 2,
  carries: 400,
  known: 'seen',
};

describe('what a session asks of the server', () => {
  it('is said in one sentence', () =>
    assert.equal(
      demandOf(24, facts).sentence,
      '24 people who look at a page for 20 s (as in earlier sessions) ask for 1.2 pages a second, 2.4 when all start at once; 400 were carried in a rehearsal here, with 2 web processes. Up to 24 connections stay open, and everybody is through after 2 minutes or so.',
    ));
  it('is nothing to worry about below seven tenths', () => assert.equal(demandOf(24, facts).warning, null));
  it('names the people when too many start at once, and how many processes carry them', () =>
    assert.equal(
      demandOf(6_000, facts).warning,
      'That is 150 % of it. Most of it are 6000 people who start at once: let them start in 3 parts a minute apart, or run 5 web processes instead of 2.',
    ));
  it('names the rounds when there are many', () =>
    assert.match(demandOf(2_000, { ...facts, rounds: 20, secondsAPage: 4 }).warning ?? '', /the 20 rounds: make them one live page/));
  it('names the pace when pages are short', () =>
    assert.match(demandOf(2_000, { ...facts, secondsAPage: 3 }).warning ?? '', /the pace, a page each 3 s/));
  it('grows with the people', () =>
    fc.assert(
      fc.property(fc.nat(9_999), fc.nat(99), (people, more) => demandOf(people, facts).share <= demandOf(people + more, facts).share),
    ));
});

describe('what is carried where nobody has measured it', () => {
  it('grows with the web processes up to the cores', () =>
    assert.deepEqual(
      [reckonedCapacity(1, 4), reckonedCapacity(2, 4), reckonedCapacity(8, 4), reckonedCapacity(8, 1)],
      [700, 1_050, 1_400, 350],
    ));
});
