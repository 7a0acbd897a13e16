import { defineProject } from 'rostra/lab';
import publicGoods from '../../../demo/lab/games/public-goods.ts';
import trust from '../../../demo/lab/games/trust.ts';
import { tenRounds, thirtyRounds } from './games/ten-rounds.ts';
import { everybodyMeets, nobodySends } from './games/waits.ts';

// oxlint-disable-next-line import/no-default-export -- as every project file does
export default defineProject({
  language: 'en',
  currency: { points: true, code: 'USD' },
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'public_goods', displayName: 'Public goods', games: [publicGoods] },
    { name: 'trust', displayName: 'Trust', games: [trust] },
    { name: 'survey', displayName: 'Survey', games: [tenRounds] },
    { name: 'survey30', displayName: 'Long survey', games: [thirtyRounds] },
    { name: 'everybody', displayName: 'Everybody', games: [everybodyMeets] },
    { name: 'clocked', displayName: 'Clocked', games: [nobodySends] },
  ],
});
