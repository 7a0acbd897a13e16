import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';
import { message } from '../../game/message.ts';

/** Before a lobby. */
const hello = defineGame({ name: 'hello', player: { gives: field.int({ min: 0, max: 100 }) } });
const helloPages = hello.sequence(hello.page('Hello', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }));

/** Pairs as people come. */
const lobby = defineGame({ name: 'lobby', groupSize: 2, group: { meetings: field.int({ initial: 0 }) } });
const lobbyPages = lobby.sequence(
  lobby.match('Lobby', {
    onAllArrive(group) {
      group.meetings += 1;
    },
  }),
  lobby.page('Play', { view: ({ next }) => html`${next}` }),
);

/** Bids that count only when they are higher. */
const auction = defineGame({
  name: 'auction',
  groupSize: 2,
  player: { bid: field.money().optional() },
  group: { best: field.money({ initial: 0 }), bids: field.int({ initial: 0 }) },
});
const auctionPages = auction.sequence(
  auction.live('Auction', {
    messages: { bid: message({ amount: field.money({ min: 0, max: 1_000 }) }) },
    on: {
      bid({ player, group, push, reject }, { amount }) {
        if (amount <= group.best) reject(`More than ${group.best}, please.`);
        group.best = amount;
        group.bids += 1;
        player.bid = amount;
        player.payoff += 1;
        push();
      },
    },
    view: ({ next }) => html`${next}`,
  }),
  auction.page('After', { view: ({ next }) => html`${next}` }),
);

/** Groups are formed anew where everybody has come. */
const regroup = defineGame({ name: 'regroup', groupSize: 2, player: { gives: field.int({ min: 0, max: 100 }) } });
const regroupPages = regroup.sequence(
  regroup.page('Give', { form: ['gives'], view: ({ form, next }) => html`${form} ${next}` }),
  regroup.wait('Sort', {
    scope: 'all',
    onAllArrive(subsession) {
      const [first, second, third, fourth] = subsession.players;
      if (first && second && third && fourth)
        subsession.setMatrix([
          [first, third],
          [second, fourth],
        ]);
    },
  }),
  regroup.page('After', { view: ({ group, next }) => html`with ${group.players.map((one) => `${one.participant.number};`)} ${next}` }),
);

export const groupGames = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'lobby', games: [helloPages, lobbyPages] },
    { name: 'auction', games: [auctionPages] },
    { name: 'regroup', games: [regroupPages] },
  ],
});
