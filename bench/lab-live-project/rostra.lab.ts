import { defineGame, defineProject, field, html, message } from 'rostra/lab';

/** Every message is written to the sender's player, and everybody in the group of ten hears it. */
const game = defineGame({ name: 'echo', groupSize: 10, player: { hits: field.int({ initial: 0 }) } });

const Echo = game.live('Echo', {
  messages: { hit: message<{ n: number }>() },
  on: {
    hit({ player, send }, { n }) {
      player.hits += 1;
      send('group', { from: player.id, n });
    },
  },
  view: () => html`<p>Echo</p>`,
});

// oxlint-disable-next-line import/no-default-export -- a project file is read by its default export
export default defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [{ name: 'echo', games: [game.sequence(Echo)], demoParticipants: 10 }],
});
