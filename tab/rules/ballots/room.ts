import type { Debate, PanelPlace } from '../debate.ts';
import type { PersonId } from '../ids.ts';
import { isLastOfSequence, type Round } from '../round.ts';
import type { BallotRoom, PanelRole } from './ballot.ts';
import type { ScoreCriterion } from './criteria.ts';

const roles: Record<PanelPlace, PanelRole> = { C: 'chair', P: 'panellist', T: 'trainee' };

export interface DrawnDebate {
  readonly debate: Pick<Debate, 'teams' | 'panel'>;
  readonly round: Round;
  /** All rounds of the tournament. */
  readonly rounds: readonly Round[];
  /** Speakers of each team, in order of side; a team without any means that speakers are not recorded. */
  readonly rosters: readonly (readonly PersonId[])[];
  /** What substantive speeches are scored by. */
  readonly criteria?: readonly ScoreCriterion[];
}

/** A debate of the draw as its ballot looks at it. */
export function ballotRoom({ debate, round, rounds, rosters, criteria = [] }: DrawnDebate): BallotRoom {
  return {
    stage: round.stage === 'E' ? 'elimination' : 'preliminary',
    isLastOfCategory: round.stage === 'E' && isLastOfSequence(round, rounds),
    teams: debate.teams.length,
    panel: debate.panel.map((member) => roles[member.place]),
    rosters: rosters.every((roster) => roster.length > 0) ? rosters : null,
    isSingleAdjudicator: false,
    criteria,
  };
}
