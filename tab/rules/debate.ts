import type { DebateId, PersonId, TeamId, VenueId } from './ids.ts';

/** C chair, P panellist, T trainee. */
export type PanelPlace = 'C' | 'P' | 'T';

export interface DebateTeam {
  readonly id: TeamId;
  readonly name: string;
  /** From 0 (two teams: proposition first; BP: OG, OO, CG, CO); −1 in a bye. */
  readonly side: number;
  /** Why the draw put it here, where it had to do something special. */
  readonly flags: readonly string[];
}

export interface PanelMember {
  readonly id: PersonId;
  readonly name: string;
  readonly place: PanelPlace;
  /** Code of the institution; null for independents. */
  readonly institution: string | null;
  /** Stays in this seat when the round is allocated anew. */
  readonly isPinned?: boolean;
}

/** One room of a round: who debates, who judges, where. */
export interface Debate {
  readonly id: DebateId;
  readonly bracket: number;
  readonly roomRank: number;
  readonly flags: readonly string[];
  readonly importance: number;
  /** None, postponed, draft, confirmed. */
  readonly resultStatus: 'N' | 'P' | 'D' | 'C';
  readonly areSidesConfirmed: boolean;
  /** Rises with every change of panel or room. */
  readonly version: number;
  readonly venue: { readonly id: VenueId; readonly name: string } | null;
  /** In order of side. */
  readonly teams: readonly DebateTeam[];
  /** Chair, panellists, trainees. */
  readonly panel: readonly PanelMember[];
}

/** True for the room of a team that sits out. */
export function isBye(debate: Pick<Debate, 'bracket'>): boolean {
  return debate.bracket < 0;
}
