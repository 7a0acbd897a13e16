import type { PersonId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { BallotFault } from './ballot-fault.ts';
import type { Speech } from './ballot.ts';

/** Faults of who spoke where (spec tab §5.4), by side and position. */
export function lineupFaults(
  speeches: readonly (readonly Speech[])[],
  rosters: readonly (readonly PersonId[])[],
  settings: Settings,
): BallotFault[] {
  return rosters.flatMap((roster, side) => {
    const lineup = { roster, speeches: speeches[side] ?? [], settings };
    return Array.from({ length: speechCount(settings) }).flatMap((_slot, index) => {
      const fault = speechFault(lineup, index);
      return fault === null ? [] : [{ ...fault, sheet: null, side, position: index + 1 }];
    });
  });
}

/** The speeches of a team with one speaker, who gives them all: the first counts, the others are ghosts. */
export function soloLineup(speaker: PersonId, settings: Settings): Speech[] {
  return Array.from({ length: speechCount(settings) }, (_slot, index) => ({ speaker, isGhost: index > 0 }));
}

function speechCount(settings: Settings): number {
  return settings.substantive_speakers + (settings.reply_scores_enabled ? 1 : 0);
}

interface Lineup {
  readonly roster: readonly PersonId[];
  readonly speeches: readonly Speech[];
  readonly settings: Settings;
}

function speechFault(lineup: Lineup, index: number): Pick<BallotFault, 'code' | 'message'> | null {
  const speech = lineup.speeches[index];
  if (speech === undefined || speech.speaker === null) return { code: 'missing', message: 'The speaker is missing.' };
  if (!lineup.roster.includes(speech.speaker)) return { code: 'speaker', message: 'The speaker is not on this team.' };
  if (speech.isGhost) return null;
  return index < lineup.settings.substantive_speakers ? substantiveFault(lineup, index) : replyFault(lineup, speech.speaker);
}

function substantiveFault(lineup: Lineup, index: number): Pick<BallotFault, 'code' | 'message'> | null {
  const speaker = lineup.speeches[index]?.speaker;
  const hasSpoken = lineup.speeches.slice(0, index).some((earlier) => earlier.speaker === speaker && !earlier.isGhost);
  return hasSpoken ? { code: 'speaker', message: 'This person has spoken before: mark the second speech as a duplicate.' } : null;
}

function replyFault(lineup: Lineup, speaker: PersonId): Pick<BallotFault, 'code' | 'message'> | null {
  const substantives = lineup.speeches.slice(0, lineup.settings.substantive_speakers);
  if (substantives.at(-1)?.speaker === speaker) return { code: 'speaker', message: 'The last substantive speaker cannot give the reply.' };
  if (lineup.settings.require_substantive_for_reply && !substantives.some((speech) => speech.speaker === speaker))
    return { code: 'speaker', message: 'The reply speaker has given no substantive speech.' };
  return null;
}
