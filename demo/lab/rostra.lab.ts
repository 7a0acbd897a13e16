import { defineProject } from 'rostra/lab';
import prisoner from './games/prisoner.ts';
import publicGoods from './games/public-goods.ts';
import survey from './games/survey.ts';

export default defineProject({
  language: 'en',
  currency: { points: true, code: 'USD' },
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    {
      name: 'public_goods',
      displayName: 'Public goods',
      games: [publicGoods],
      demoParticipants: 3,
      doc: 'Three people each decide how much of their 100 points to give to a common pot. The pot grows and is shared evenly.',
    },
    {
      name: 'prisoner',
      displayName: 'Prisoner’s dilemma',
      games: [prisoner],
      demoParticipants: 2,
      doc: 'Two people choose at the same time to cooperate or to defect.',
    },
    {
      name: 'survey',
      displayName: 'Survey',
      games: [survey],
      demoParticipants: 1,
      doc: 'Two questions about the person and three puzzles whose first answer is often wrong.',
    },
  ],
});
