import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { round, team } from '../sample-ids.ts';
import { sideName } from '../side-names.ts';
import { readSideTable, sideProblem, spreadSides } from './side-table.ts';

const plan = {
  rounds: [1, 2].map((seq) => ({ id: round(seq), name: `Round ${seq}`, abbreviation: `R${seq}`, seq })),
  teams: [
    { id: team(1), name: 'Oak 1', longName: 'Oakfield College 1' },
    { id: team(2), name: 'Elm A', longName: 'Elm School A' },
  ],
  sides: [0, 1].map((side) => sideName(side, 2, 'prop-opp')),
};

/** "1R1=0" is team 1 in round 1 on the first side. */
function read(text: string): string {
  const found = readSideTable(text, plan);
  return found.ok ? found.sides.map(({ teamId, roundId, side }) => `${teamId}R${roundId}=${side}`).join(' ') : found.faults.join(' ');
}

describe('a pasted table of sides', () => {
  for (const { it: rule, text, gives } of [
    { it: 'has a team a line and a round a column', text: 'Oak 1\tProp\tOpp\nElm A\tOpp\tProp', gives: '1R1=0 1R2=1 2R1=1 2R2=0' },
    { it: 'may name its rounds in any order', text: 'Team,R2,Round 1\noak 1,prop,opp', gives: '1R2=0 1R1=1' },
    { it: 'takes long names of teams and everyday names of sides', text: 'Oakfield  College 1;neg;1', gives: '1R1=1 1R2=0' },
    { it: 'says nothing in an empty cell', text: 'Oak 1\t\tProp\n\nElm A\tOpp\t', gives: '1R2=0 2R1=1' },
    { it: 'names a team that is not there', text: 'Oak 1,Prop\nFir 1,Opp', gives: 'Line 2: no team is called “Fir 1”.' },
    { it: 'names a team that stands in it twice', text: 'Oak 1,Prop\nOak 1,Opp', gives: 'Line 2: “Oak 1” stands in the table twice.' },
    { it: 'names what is no side', text: 'Oak 1,left', gives: 'Line 1: “left” is no side. Write Prop or Opp.' },
    { it: 'names a round that is not there', text: 'Team,R9\nOak 1,Prop', gives: '“R9” is no preliminary round.' },
    { it: 'names a line that is too long', text: 'Oak 1,Prop,Opp,Prop', gives: 'Line 1 has 3 sides, and there are 2 rounds.' },
    { it: 'is refused empty', text: ' \n', gives: 'Nothing to read: write a line a team, its name first, then a side for each round.' },
  ])
    it(rule, () => assert.equal(read(text), gives));
});

describe('sides by lot', () => {
  it('are even in every round, and after two rounds for every team', () => {
    const teams = [1, 2, 3, 4, 5, 6].map(team);
    const sides = spreadSides(teams, [round(1), round(2), round(3)], seededRandom('sides'));
    for (const one of [1, 2, 3]) assert.equal(sides.filter(({ roundId, side }) => roundId === round(one) && side === 0).length, 3);
    const ofTwo = (id: number) => sides.filter(({ teamId, roundId }) => teamId === team(id) && roundId !== round(3));
    for (const id of [1, 2, 3, 4, 5, 6]) assert.deepEqual(new Set(ofTwo(id).map(({ side }) => side)), new Set([0, 1]));
  });
});

describe('sides that are given before the draw', () => {
  it('let it be made when each team has one and both have as many', () =>
    assert.equal(sideProblem({ first: 4, second: 4, missing: 0 }), null));
  it('are missed first', () =>
    assert.equal(sideProblem({ first: 4, second: 3, missing: 1 }), '1 team has no side for this round; give each a side'));
  it('must be as many of each', () =>
    assert.equal(sideProblem({ first: 5, second: 3, missing: 0 }), '5 teams are on the first side and 3 on the second; even them out'));
});
