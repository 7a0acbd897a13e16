import { defineBot, expect } from 'rostra/lab/test';
import game from './survey.ts';

export default defineBot(game, {
  *play({ player, mustFail }) {
    yield mustFail('Demographics', { age: 12, gender: 'male' }, { errors: ['age'] });
    yield mustFail('Demographics', { age: 126, gender: 'male' }, { errors: ['age'] });
    yield mustFail('Demographics', { age: 30, gender: 'robot' }, { errors: ['gender'] });
    yield mustFail('Demographics', {}, { errors: ['age', 'gender'] });
    yield ['Demographics', { age: 30, gender: 'female' }];
    yield mustFail('CognitiveReflectionTest', {}, { errors: ['crtBat', 'crtWidget', 'crtLake'] });
    yield ['CognitiveReflectionTest', { crtBat: 1, crtWidget: 5, crtLake: 47 }];
    expect(player.payoff, 0);
  },
});
