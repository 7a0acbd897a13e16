import { defineProject } from 'rostra/lab';
import { farewell } from './games/farewell.ts';
import { gather } from './games/gather.ts';

// oxlint-disable-next-line import/no-default-export -- as every project file does
export default defineProject({
  language: 'en',
  currency: { points: true, code: 'USD' },
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'gather', displayName: 'Gather', games: [gather, farewell] }],
});
