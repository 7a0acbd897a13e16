import prisoner from '../../demo/lab/games/prisoner.ts';
import publicGoods from '../../demo/lab/games/public-goods.ts';
import survey from '../../demo/lab/games/survey.ts';
import { defineProject } from '../game/define-project.ts';

/** A small project that stays as it is, however many games the demo has. */
export const threeGames = defineProject({
  language: 'en',
  currency: { points: true, code: 'USD' },
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'public_goods', games: [publicGoods], demoParticipants: 3 },
    { name: 'prisoner', games: [prisoner], demoParticipants: 2 },
    { name: 'survey', games: [survey], demoParticipants: 1 },
  ],
});
