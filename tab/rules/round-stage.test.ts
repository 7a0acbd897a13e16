import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { availabilityProblem, currentStep, roundLine, roundSentence } from './round-stage.ts';
import type { RoundFacts } from './round-stage.ts';

const empty: RoundFacts = {
  name: 'Round 1',
  stage: 'P',
  drawStatus: 'N',
  isCompleted: false,
  teamsInDebate: 2,
  allowsByes: false,
  teams: 8,
  adjudicators: 4,
  venues: 4,
  debates: 0,
  withoutChair: 0,
  withoutVenue: 0,
  withClash: 0,
  ballotsConfirmed: 0,
  ballotsToConfirm: 0,
  earlierOpen: [],
};
const four = { ...empty, teamsInDebate: 4 };
const drawn: RoundFacts = { ...empty, drawStatus: 'D', debates: 4, withoutChair: 4, withoutVenue: 4 };
const ready: RoundFacts = { ...drawn, drawStatus: 'C', withoutChair: 0, withoutVenue: 0 };
const out: RoundFacts = { ...ready, drawStatus: 'R' };
const final: RoundFacts = { ...ready, name: 'Grand Final', stage: 'E', teams: 2, debates: 1, sidesToToss: 1 };

describe('what a round asks for next', () => {
  for (const { it: rule, facts, step, says } of [
    { it: 'people', facts: { ...empty, teams: 0 }, step: 'available', says: 'Nobody is marked as available.' },
    {
      it: 'an even number of teams',
      facts: { ...empty, teams: 7 },
      step: 'available',
      says: '7 teams do not fill rooms of 2; take out 1 or add 1.',
    },
    { it: 'fours in BP', facts: { ...four, teams: 6 }, step: 'available', says: '6 teams do not fill rooms of 4; take out 2 or add 2.' },
    {
      it: 'the break before an elimination round',
      facts: { ...four, stage: 'E', teams: 0 },
      step: 'available',
      says: 'Nobody has broken yet; make the break first.',
    },
    {
      it: 'sides where they are given before the draw',
      facts: { ...empty, allocatedSides: { first: 4, second: 3, missing: 1 } },
      step: 'available',
      says: '1 team has no side for this round; give each a side.',
    },
    { it: 'the draw', facts: empty, step: 'draw', says: '8 teams are ready to be drawn.' },
    { it: 'its confirmation', facts: drawn, step: 'draw', says: 'Round 1 is drawn. Look at it, then confirm.' },
    { it: 'chairs', facts: { ...drawn, drawStatus: 'C' }, step: 'panels', says: '4 debates of 4 need a chair.' },
    { it: 'rooms', facts: { ...ready, withoutVenue: 1 }, step: 'rooms', says: '1 debate of 4 needs a room.' },
    { it: 'a look at clashes', facts: { ...ready, withClash: 2 }, step: 'check', says: '2 debates of 4 have a clash.' },
    { it: 'the publish', facts: ready, step: 'publish', says: 'All 4 debates of Round 1 are ready.' },
    { it: 'ballots', facts: { ...out, ballotsConfirmed: 3 }, step: 'ballots', says: '3 of 4 ballots are confirmed.' },
    {
      it: 'no ballot of a debate that is held later',
      facts: { ...out, ballotsConfirmed: 3, ballotsPostponed: 1 },
      step: 'results',
      says: 'All 4 ballots of Round 1 are confirmed.',
    },
    { it: 'its end', facts: { ...out, ballotsConfirmed: 4 }, step: 'results', says: 'All 4 ballots of Round 1 are confirmed.' },
    { it: 'nothing once it is over', facts: { ...out, ballotsConfirmed: 4, isCompleted: true }, step: null, says: 'Round 1 is over.' },
    { it: 'the toss before a final is published', facts: final, step: 'sides', says: 'The sides of Grand Final are open.' },
    {
      it: 'the toss of each room of semifinals in BP',
      facts: { ...final, ...four, stage: 'E', name: 'Semifinals', drawStatus: 'C', debates: 2, sidesToToss: 2 },
      step: 'sides',
      says: '2 debates of 2 have open sides.',
    },
    {
      it: 'the publish once the coin has been tossed',
      facts: { ...final, sidesToToss: 0 },
      step: 'publish',
      says: 'The debate of Grand Final is ready.',
    },
    {
      it: 'no toss where sides come with the ballot',
      facts: { ...final, sidesToToss: null },
      step: 'publish',
      says: 'The debate of Grand Final is ready.',
    },
    {
      it: 'the toss also when the final is public without its sides',
      facts: { ...final, drawStatus: 'R' },
      step: 'sides',
      says: 'The sides of Grand Final are open.',
    },
  ] as const satisfies readonly { it: string; facts: RoundFacts; step: string | null; says: string }[])
    it(rule, () => {
      assert.equal(currentStep(facts), step);
      assert.equal(roundSentence(facts).sentence, says);
    });

  it('and shows the toss only where there is one', () => {
    assert.equal(
      roundLine(final).some(({ name }) => name === 'sides'),
      true,
    );
    assert.equal(
      roundLine(ready).some(({ name }) => name === 'sides'),
      false,
    );
  });

  it('says nothing of sides once every team has one and both sides as many', () =>
    assert.equal(availabilityProblem({ ...empty, allocatedSides: { first: 4, second: 4, missing: 0 } }), null));
});
