import type { KindName } from '../store/setup-lists.ts';
import { breakCategories, speakerCategories } from './categories.ts';
import { adjudicatorAdjudicator, adjudicatorInstitution, adjudicatorTeam, teamInstitution } from './conflicts.ts';
import type { Kind } from './kind.ts';
import { institutions, teamsKind } from './organisations.ts';
import { adjudicators, coaches, speakers } from './people.ts';
import { venueCategories, venueConstraints, venues } from './rooms.ts';
import { roundsKind, schedule } from './rounds.ts';
import { feedbackQuestions, registrationQuestions } from './questions.ts';
import { scoreCriteria } from './criteria.ts';

/** Every kind of thing that is set up by hand, in the order in which a newcomer needs them. */
export const kinds: Readonly<Record<KindName, Kind>> = {
  rounds: roundsKind,
  'break-categories': breakCategories,
  institutions,
  teams: teamsKind,
  speakers,
  'speaker-categories': speakerCategories,
  adjudicators,
  coaches,
  venues,
  'venue-categories': venueCategories,
  'venue-constraints': venueConstraints,
  'adjudicator-team-conflicts': adjudicatorTeam,
  'adjudicator-adjudicator-conflicts': adjudicatorAdjudicator,
  'adjudicator-institution-conflicts': adjudicatorInstitution,
  'team-institution-conflicts': teamInstitution,
  'score-criteria': scoreCriteria,
  'feedback-questions': feedbackQuestions,
  questions: registrationQuestions,
  schedule,
};

export function isKind(name: string): name is KindName {
  return Object.hasOwn(kinds, name);
}
