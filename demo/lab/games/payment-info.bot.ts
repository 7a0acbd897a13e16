import { defineBot, expect } from 'rostra/lab/test';
import game from './payment-info.ts';

export default defineBot(game, {
  *play({ participant, html }) {
    expect(participant.label ?? participant.code, 'in', html());
    yield* []; // the page has no button
  },
});
