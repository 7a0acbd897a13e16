/** What can be available for a round. */
export type Kind = 'team' | 'adjudicator' | 'venue';

export interface AvailabilityCount {
  readonly now: number;
  readonly previous: number;
  readonly total: number;
  /** Available for the previous round and not for this one. */
  readonly lost: readonly number[];
  /** Available for this round and not for the previous one. */
  readonly found: readonly number[];
  /** How many the round needs; for adjudicators one a debate. */
  readonly needed: number;
}

/** Ids of all there are of a kind, and of those that are available. */
export interface Presence {
  readonly all: readonly number[];
  readonly now: ReadonlySet<number>;
  readonly previous: ReadonlySet<number>;
}

/** The counts on top of a round's availability page. Tab spec section 9.2. */
export function availabilityCounts(
  presence: Readonly<Record<Kind, Presence>>,
  teamsInDebate: number,
): Readonly<Record<Kind, AvailabilityCount>> {
  const debates = Math.floor(presentOf(presence.team).length / teamsInDebate);
  return {
    team: countOf(presence.team, teamsInDebate),
    adjudicator: countOf(presence.adjudicator, debates),
    venue: countOf(presence.venue, debates),
  };
}

function presentOf({ all, now }: Presence): number[] {
  return all.filter((id) => now.has(id));
}

function countOf(presence: Presence, needed: number): AvailabilityCount {
  const { all, now, previous } = presence;
  return {
    now: presentOf(presence).length,
    previous: all.filter((id) => previous.has(id)).length,
    total: all.length,
    lost: all.filter((id) => previous.has(id) && !now.has(id)),
    found: all.filter((id) => now.has(id) && !previous.has(id)),
    needed,
  };
}

/** What stands in the way of a good round, in sentences; none when nothing does. */
export function availabilityWarnings(
  counts: Readonly<Record<Kind, AvailabilityCount>>,
  { teamsInDebate, openResults, hasByes }: { readonly teamsInDebate: number; readonly openResults: number; readonly hasByes: boolean },
): string[] {
  const { team, adjudicator, venue } = counts;
  const surplus = team.now % teamsInDebate;
  const warnings = [
    surplus > 0 && !hasByes
      ? `${team.now} teams are available, ${surplus} more than fill rooms of ${teamsInDebate}: add ${teamsInDebate - surplus} or let some sit out.`
      : '',
    adjudicator.now < adjudicator.needed ? `Adjudicators: ${adjudicator.now} available for ${adjudicator.needed} debates.` : '',
    venue.now < venue.needed ? `Rooms: ${venue.now} available for ${venue.needed} debates.` : '',
    openResults > 0
      ? `${openResults} ${openResults === 1 ? 'result' : 'results'} of the previous round ${openResults === 1 ? 'is' : 'are'} not confirmed.`
      : '',
  ];
  return warnings.filter((warning) => warning !== '');
}

/** Which teams of a break debate in the first elimination round, and which wait for the next: by break rank. Tab spec sections 3.7 and 3.9. */
export function debatingAndBypassing(teams: number, teamsInDebate: number): { readonly debate: number; readonly bypass: number } {
  if (teamsInDebate === 2) {
    const next = 2 ** Math.ceil(Math.log2(Math.max(teams, 1))) / 2;
    const debate = Math.max(0, Math.floor((teams - next) * 2));
    return { debate, bypass: teams - debate };
  }
  const isPartial = teams >= 6 && Number.isInteger(Math.log2(teams / 6));
  return isPartial ? { debate: (teams / 3) * 2, bypass: teams / 3 } : { debate: teams, bypass: 0 };
}
