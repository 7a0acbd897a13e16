import assert from 'node:assert/strict';

/** A project file that is right. */
export const project = `import { defineProject } from 'rostra/lab';
import pot from './games/pot.ts';

export default defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'pot', games: [pot], demoParticipants: 4 },
  ],
});
`;

/** And its game. */
export const game = `import { defineGame, field, html } from 'rostra/lab';

const game = defineGame({
  name: 'pot',
  groupSize: 2,
  player: { give: field.money({ max: 10 }) },
  group: { total: field.money() },
});

const Give = game.page('Give', {
  form: ['give'],
  view: ({ form, next }) => html\`\${form} \${next}\`,
});

const Settle = game.wait('Settle', {
  onAllArrive(group) {
    group.total = group.players.reduce((sum, p) => sum + p.give, 0);
  },
});

const Results = game.page('Results', {
  view: ({ group, money }) => html\`\${money(group.total)}\`,
});

export default game.sequence(Give, Settle, Results);
`;

type Files = Readonly<Record<string, string>>;

/** The game with one place typed otherwise. */
export const inGame = (typed: string, instead: string): Files => ({ 'games/pot.ts': edited(game, typed, instead) });
const inProject = (typed: string, instead: string): Files => ({ 'rostra.lab.ts': edited(project, typed, instead) });

/** The text with one place typed otherwise. */
export function edited(text: string, typed: string, instead: string): string {
  assert.ok(text.includes(typed), typed);
  return text.replace(typed, instead);
}

const room = (labels: string): string => `  rooms: [{ name: 'hall', labels: '${labels}' }],\n  sessions: [`;

/** What an author does wrong, where they are told so, and in which words. */
export const mistakes: readonly {
  readonly it: string;
  readonly files: Files;
  readonly place: string;
  readonly what: RegExp;
  readonly cure: RegExp;
}[] = [
  {
    it: 'two sessions of one name',
    files: inProject('  ],\n});', "    { name: 'pot', games: [pot] },\n  ],\n});"),
    place: 'rostra.lab.ts:7',
    what: /two of its sessions are called pot/,
    cure: /another name/,
  },
  {
    it: 'two pages of one name',
    files: inGame("game.page('Results'", "game.page('Give'"),
    place: 'games/pot.ts:25',
    what: /two pages are called Give/,
    cure: /Give one of them another name/,
  },
  {
    it: 'two games of one name',
    files: {
      'games/other.ts': game,
      'rostra.lab.ts': edited(
        edited(project, "import pot from './games/pot.ts';", "import pot from './games/pot.ts';\nimport other from './games/other.ts';"),
        '[pot]',
        '[pot, other]',
      ),
    },
    place: 'rostra.lab.ts:8',
    what: /two of its games are called pot/,
    cure: /another name/,
  },
  {
    it: 'a form that asks for no field',
    files: inGame("form: ['give']", "form: ['gvie']"),
    place: 'games/pot.ts:11',
    what: /the page Give asks for gvie, which is no player field/,
    cure: /Did you mean give\?/,
  },
  {
    it: 'a match page that is not the first',
    files: inGame("game.wait('Settle', {", "game.match('Settle', {"),
    place: 'games/pot.ts:25',
    what: /the match page Settle must be its first page/,
    cure: /first in game\.sequence/,
  },
  {
    it: 'a group form without groups',
    files: { 'games/pot.ts': edited(edited(game, '  groupSize: 2,\n', ''), "form: ['give']", "form: { group: ['total'] }") },
    place: 'games/pot.ts:10',
    what: /the page Give asks for total, a group field, and the game has no groups/,
    cure: /groupSize/,
  },
  {
    it: 'more roles than members',
    files: inGame('groupSize: 2,', "groupSize: 2, roles: ['a', 'b', 'c'],"),
    place: 'games/pot.ts:5',
    what: /it has 3 roles for groups of 2/,
    cure: /roles/,
  },
  {
    it: 'a demo whose groups cannot be full',
    files: inProject('demoParticipants: 4', 'demoParticipants: 5'),
    place: 'rostra.lab.ts:7',
    what: /demoParticipants of the session pot must be a multiple of 2/,
    cure: /set it to 6/,
  },
  {
    it: 'a room whose labels are not there',
    files: inProject('  sessions: [', room('rooms/hall.txt')),
    place: 'rostra.lab.ts:6',
    what: /the labels of the room hall are in rooms\/hall\.txt, which is not there/,
    cure: /Make the file/,
  },
  {
    it: 'a page that nobody comes to',
    files: inGame('game.sequence(Give, Settle, Results)', 'game.sequence(Give, Settle)'),
    place: 'games/pot.ts:21',
    what: /nobody ever comes to the page Results/,
    cure: /game\.sequence/,
  },
  {
    it: 'onAllArrive where nobody waits for the others',
    files: inGame("game.wait('Settle', {", "game.wait('Settle', {\n  scope: 'round',"),
    place: 'games/pot.ts:16',
    what: /the scope of Settle is "round"/,
    cure: /'group' or 'all'/,
  },
  {
    it: 'a word that the project file does not know',
    files: inProject('demoParticipants', 'demoParticpants'),
    place: 'rostra.lab.ts:7',
    what: /the session pot has nothing called demoParticpants/,
    cure: /Did you mean demoParticipants\?/,
  },
  {
    it: 'a word that a page does not know',
    files: inGame("form: ['give'],", "form: ['give'],\n  timeuot: 30,"),
    place: 'games/pot.ts:12',
    what: /the page Give has nothing called timeuot/,
    cure: /Did you mean timeout\?/,
  },
  {
    it: 'an enum',
    files: inGame('const Give', 'enum Colour { Red }\nconst Give'),
    place: 'games/pot.ts:10',
    what: /enum is not supported here/,
    cure: /as const/,
  },
  {
    it: 'a bracket that is missing',
    files: inGame("form: ['give'],", "form: ['give',"),
    place: 'games/pot.ts:12',
    what: /this is no TypeScript/,
    cure: /bracket or a quote/,
  },
  {
    it: 'an import of a file that is not there',
    files: inProject("'./games/pot.ts'", "'./games/pots.ts'"),
    place: 'rostra.lab.ts:2',
    what: /there is no file games\/pots\.ts/,
    cure: /Make the file, or mend its name/,
  },
  {
    it: 'an import without .ts',
    files: inProject("'./games/pot.ts'", "'./games/pot'"),
    place: 'rostra.lab.ts:2',
    what: /there is no file games\/pot/,
    cure: /'games\/pot\.ts'/,
  },
  {
    it: 'a package that is not installed',
    files: inGame("from 'rostra/lab';", "from 'rostra/lab';\nimport 'dice-of-mine';"),
    place: 'games/pot.ts:2',
    what: /the package dice-of-mine is not installed/,
    cure: /npm install dice-of-mine/,
  },
  {
    it: 'a game that is not exported',
    files: inGame('export default game.sequence', 'export const pot = game.sequence'),
    place: 'rostra.lab.ts:2',
    what: /games\/pot\.ts exports no default/,
    cure: /export default game\.sequence/,
  },
  {
    it: 'a definition in place of a game',
    files: inGame('export default game.sequence(Give, Settle, Results)', 'game.sequence(Give, Settle, Results);\nexport default game'),
    place: 'rostra.lab.ts:7',
    what: /the session pot plays something that is no game/,
    cure: /export default game\.sequence/,
  },
  {
    it: 'code that fails while it is read',
    files: inGame('const Give', 'const first = [].at(0).length;\nconst Give'),
    place: 'games/pot.ts:10',
    what: /Cannot read properties of undefined/,
    cure: /Change this line/,
  },
  {
    it: 'a callback that waits',
    files: inGame('  onAllArrive(group)', '  async onAllArrive(group)'),
    place: 'games/pot.ts:16',
    what: /onAllArrive of Settle is async/,
    cure: /take async away/,
  },
  {
    it: 'a name that hides what every player has',
    files: inGame('player: { give', 'player: { payoff: field.money(), give'),
    place: 'games/pot.ts:6',
    what: /a field cannot be called payoff/,
    cure: /another name/,
  },
  {
    it: 'money without money()',
    files: inGame('${money(group.total)}', '${group.total}'),
    place: 'games/pot.ts:22',
    what: /group\.total is money, and is printed as a bare number/,
    cure: /\$\{money\(group\.total\)\}/,
  },
];
