/** `publicGoods` */
export const variableOf = (name: string): string => name.replaceAll(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());

export const packageFile = (name: string): string => `{
  "name": "${name}",
  "private": true,
  "type": "module",
  "dependencies": {
    "rostra": "*"
  }
}
`;

export const tsconfigFile = `{
  "compilerOptions": {
    "target": "esnext",
    "module": "nodenext",
    "lib": ["esnext", "dom", "dom.iterable"],
    "types": [],
    "noEmit": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "erasableSyntaxOnly": true,
    "allowImportingTsExtensions": true,
    "skipLibCheck": true
  },
  "include": ["**/*.ts"],
  "exclude": ["node_modules"]
}
`;

export const gitignore = `node_modules/
.rostra/
`;

export const projectFile = (name: string): string => `import { defineProject } from 'rostra/lab';
import ${variableOf(name)} from './games/${name.replaceAll('_', '-')}.ts';

export default defineProject({
  language: 'en',
  currency: { points: true, code: 'USD' },
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: '${name}', games: [${variableOf(name)}], demoParticipants: 2 },
  ],
});
`;

export const gameFile = (name: string): string => `import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: '${name}',
  groupSize: 2,
  constants: { endowment: 10 },
  player: {
    give: field.money({ min: 0, max: 10, label: 'How much do you give?' }),
  },
  group: { total: field.money() },
});

const Give = game.page('Give', {
  title: 'Your decision',
  form: ['give'],
  view: ({ c, money, form, next }) => html\`
    <p>You have \${money(c.endowment)}. What the two of you give is doubled and shared.</p>
    \${form} \${next}\`,
});

const Settle = game.wait('Settle', {
  onAllArrive(group, { c }) {
    group.total = group.players.reduce((sum, player) => sum + player.give, 0);
    for (const player of group.players) player.payoff = c.endowment - player.give + group.total;
  },
});

const Results = game.page('Results', {
  title: 'Results',
  view: ({ player, group, money, next }) => html\`
    <p>Together you gave \${money(group.total)}. You earned <b>\${money(player.payoff)}</b>.</p>
    \${next}\`,
});

export default game.sequence(Give, Settle, Results);
`;

export const botFile = (name: string): string => `import { defineBot, expect } from 'rostra/lab/test';
import game from './${name.replaceAll('_', '-')}.ts';

export default defineBot(game, {
  cases: [
    { give: [0, 0], earn: [10, 10] },
    { give: [10, 4], earn: [14, 20] },
  ],
  *play({ player, case: k, mustFail }) {
    yield mustFail('Give', { give: 11 }, { errors: ['give'] });
    yield ['Give', { give: k.give[player.id - 1] }];
    expect(player.payoff, k.earn[player.id - 1]);
    yield ['Results'];
  },
});
`;
