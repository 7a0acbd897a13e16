import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';

const counting = {
  player: { gives: field.int({ min: 0, max: 100 }), sent: field.int({ initial: 0 }) },
  group: { meetings: field.int({ initial: 0 }), high: field.int().optional(), low: field.int().optional() },
};

/** Give, meet the other one, go on. */
const pairs = defineGame({ name: 'pairs', groupSize: 2, ...counting });
const pairPages = pairs.sequence(
  pairs.page('Give', {
    form: ['gives'],
    onSubmit({ player }) {
      player.sent += 1;
      player.payoff = player.payoff + 1;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  pairs.wait('Meet', {
    onAllArrive(group) {
      group.meetings += 1;
      for (const player of group.players) player.payoff = player.payoff + player.gives;
    },
  }),
  pairs.page('After', { view: ({ next }) => html`${next}` }),
);

/** The same for three. */
const threes = defineGame({ name: 'threes', groupSize: 3, ...counting });
const threePages = threes.sequence(
  threes.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  threes.wait('Meet', {
    onAllArrive(group) {
      group.meetings += 1;
      for (const player of group.players) player.payoff = player.gives;
    },
  }),
  threes.page('After', { view: ({ next }) => html`${next}` }),
);

/** Everybody meets at once. */
const crowd = defineGame({ name: 'crowd', ...counting });
const crowdPages = crowd.sequence(
  crowd.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  crowd.wait('Everybody', {
    scope: 'all',
    onAllArrive(subsession) {
      for (const group of subsession.groups) group.meetings += 1;
      for (const player of subsession.players) player.payoff = player.gives;
    },
  }),
  crowd.page('After', { view: ({ next }) => html`${next}` }),
);

/** Two pages with clocks. */
const hurry = defineGame({ name: 'hurry', ...counting });
const hurryPages = hurry.sequence(
  hurry.page('First', {
    form: ['gives'],
    timeout: 30,
    onSubmit({ player }) {
      player.sent += 1;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  hurry.page('Second', { timeout: 60, view: ({ next }) => html`${next}` }),
  hurry.page('Third', { view: ({ next }) => html`${next}` }),
);

/** Who gives nothing is not shown the wait page, but counts there. */
const skippers = defineGame({ name: 'skippers', groupSize: 2, ...counting });
const skipperPages = skippers.sequence(
  skippers.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  skippers.wait('Meet', {
    show: ({ player }) => player.gives > 0,
    onAllArrive(group) {
      group.meetings += 1;
    },
  }),
  skippers.page('After', { view: ({ next }) => html`${next}` }),
);

/** The form belongs to the group, and each member pays the other. */
const together = defineGame({ name: 'together', groupSize: 2, ...counting });
const togetherPages = together.sequence(
  together.page('Both', {
    form: { group: ['high', 'low'] },
    onSubmit({ player }) {
      player.sent += 1;
      for (const other of player.others) other.payoff = other.payoff + 10;
      player.payoff = player.payoff + 1;
    },
    view: ({ form, next }) => html`${form} ${next}`,
  }),
  together.page('After', { view: ({ next }) => html`${next}` }),
);

/** The meeting's callback throws as long as the session says so. */
const broken = defineGame({ name: 'broken', groupSize: 2, ...counting });
export const callback = { isBroken: true };
const brokenPages = broken.sequence(
  broken.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  broken.wait('Meet', {
    onAllArrive(group) {
      group.meetings += 1;
      for (const player of group.players) player.payoff = player.gives;
      if (callback.isBroken) throw new Error('a mistake in the game');
    },
  }),
  broken.page('After', { view: ({ next }) => html`${next}` }),
);

/** Each group's meeting adds to what all have in common. */
const kitty = defineGame({
  name: 'kitty',
  groupSize: 2,
  ...counting,
  session: { total: field.int({ initial: 0 }) },
  subsession: { meetings: field.int({ initial: 0 }) },
});
const kittyPages = kitty.sequence(
  kitty.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  kitty.wait('Add', {
    onAllArrive(group, { session }) {
      group.meetings += 1;
      group.subsession.meetings += 1;
      for (const player of group.players) session.total += player.gives;
    },
  }),
  kitty.page('After', { view: ({ next }) => html`${next}` }),
);

export const meetingGames = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  rooms: [{ name: 'lobby', displayName: 'Lobby' }],
  sessions: [
    { name: 'pairs', games: [pairPages] },
    { name: 'threes', games: [threePages] },
    { name: 'crowd', games: [crowdPages] },
    { name: 'hurry', games: [hurryPages] },
    { name: 'skippers', games: [skipperPages] },
    { name: 'together', games: [togetherPages] },
    { name: 'broken', games: [brokenPages] },
    { name: 'kitty', games: [kittyPages] },
  ],
});
