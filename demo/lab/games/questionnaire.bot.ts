import { defineBot, expect } from 'rostra/lab/test';
import game from './questionnaire.ts';

export default defineBot(game, {
  *play({ player, participant, html, mustFail }) {
    yield mustFail('Consent', {}, { errors: ['agrees'] });
    yield ['Consent', { agrees: true }];
    const about = { years: 12, height: 1.7, risk: 3, mood: 2, isStudent: false, subject: null };
    yield mustFail('AboutYou', { ...about, years: 81, mood: 4 }, { errors: ['years', 'mood'] });
    yield mustFail('AboutYou', { ...about, height: 0.45 }, { errors: ['height'] });
    yield mustFail('AboutYou', { ...about, isStudent: true }, { errors: ['subject'] });
    yield mustFail('AboutYou', { ...about, risk: '' }, { errors: ['risk'] });
    yield ['AboutYou', { ...about, isStudent: true, subject: 'Law' }];
    expect(player.subject, 'Law');
    const tastes = { fruit: 'Figs', bonus: 20, share: 0.25, remarks: null };
    expect('Thank you' === html().match(/Thank you/)?.[0], participant.frame === 'kind');
    yield mustFail('Tastes', { ...tastes, fruit: 'Grapes', bonus: 21, share: 1.5 }, { errors: ['fruit', 'bonus', 'share'] });
    yield ['Tastes', tastes];
    expect(player.remarks, null);
    yield mustFail('Door', { door: 'middle' }, { errors: ['door'] });
    yield ['Door', { door: 'left' }];
    expect(player.display('door'), 'Left');
  },
});
