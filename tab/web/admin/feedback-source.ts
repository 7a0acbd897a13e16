import type { Tournament } from '../../rules/tournament.ts';
import type { Visitor } from './views/frame.ts';

/** Where feedback is anonymous, who said it is told only to whoever keeps conflicts. */
export function hidesSource({ settings }: Tournament, { may = () => true }: Pick<Visitor, 'may'>): boolean {
  return settings.feedback_anonymous && !may('edit.adjudicatoradjudicatorconflict');
}
