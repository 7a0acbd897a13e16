import { currentRounds } from '../../rules/round.ts';
import type { Round } from '../../rules/round.ts';
import type { Tournament } from '../../rules/tournament.ts';
import type { Event } from './views/frame.ts';

/** The round that the tabs lead to: the one on the screen, else the one being played, else the last. */
export function eventOf(tournament: Tournament, rounds: readonly Round[], shown?: Round): Event {
  const round = shown ?? currentRounds(rounds)[0] ?? rounds.find((one) => !one.isCompleted) ?? rounds.at(-1);
  return {
    slug: tournament.slug,
    name: tournament.name,
    round: round ? { seq: round.seq, name: round.name } : null,
    rounds: rounds.map((one) => ({ seq: one.seq, name: one.name, state: stateOf(one) })),
    publicMode: tournament.publicMode ?? 'open',
  };
}

function stateOf({ isCompleted, drawStatus }: Round): 'over' | 'on' | 'to come' {
  return isCompleted ? 'over' : drawStatus === 'N' ? 'to come' : 'on';
}
