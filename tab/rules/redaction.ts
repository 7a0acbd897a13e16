import { currentRounds } from './round.ts';
import type { Round } from './round.ts';
import type { Settings } from './settings.ts';

/** All that decides what a spectator may see. */
export interface PublicSite {
  readonly settings: Settings;
  readonly rounds: readonly Round[];
}

/** The rounds whose draw stands on the public draw page; published ones only, whatever the settings say. */
export function publicDraws({ settings, rounds }: PublicSite): Round[] {
  if (settings.public_draw === 'off') return [];
  const shown = settings.public_draw === 'current' ? currentRounds(rounds) : rounds;
  return shown.filter((round) => round.drawStatus === 'R');
}

/** The rounds whose results anybody may see: completed, and silent ones only when all results are released. */
export function publicResults({ settings, rounds }: PublicSite): Round[] {
  if (!settings.public_results) return [];
  return rounds.filter((round) => round.isCompleted && isOutOfSilence(round, settings));
}

/** True when the public may know who judges the round, on its draw and wherever it is shown later; a tournament without public draws names no panel. */
export function arePanelsPublic({ public_draw, public_draw_adjudicators }: Settings, round: Round): boolean {
  if (public_draw === 'off' || round.arePanelsHeld === true) return false;
  return public_draw_adjudicators === 'with_draw' || (public_draw_adjudicators === 'when_confirmed' && round.isCompleted);
}

/** True when the draw may say with how many points its rooms were drawn: only where every result before it is public, or it would tell those of silent rounds. */
export function areBracketsPublic({ settings, rounds }: PublicSite, round: Round): boolean {
  if (!settings.public_draw_details || round.stage !== 'P' || round.drawType !== 'P') return false;
  return rounds.every((before) => before.stage !== 'P' || before.seq >= round.seq || isResultPublic(before, settings));
}

/** The rounds that the pages of teams and adjudicators list: those whose draw or results anybody can see elsewhere. In order of play. */
export function publicRecords(site: PublicSite): Round[] {
  const shown = new Set([...publicDraws(site), ...publicResults(site)]);
  return site.settings.public_record ? site.rounds.filter((round) => shown.has(round)) : [];
}

/** The rounds whose motions anybody may read. */
export function publicMotions({ settings, rounds }: PublicSite): Round[] {
  return settings.public_motions ? rounds.filter((round) => round.areMotionsReleased) : [];
}

/** The rounds that the public standings and tabs count: completed preliminary rounds without the silent ones, up to the first silent one. */
export function publicStandingsRounds({ settings, rounds }: PublicSite): Round[] {
  const preliminary = rounds.filter((round) => round.stage === 'P').sort((a, b) => a.seq - b.seq);
  const end = preliminary.findIndex((round) => !round.isCompleted || !isOutOfSilence(round, settings));
  return end === -1 ? preliminary : preliminary.slice(0, end);
}

/** True when the team tab is out: from then on it replaces the current standings. */
export function isTeamTabPublic({ settings }: PublicSite): boolean {
  return settings.team_tab_released;
}

/** True when points so far are shown: the setting is on, a round counts, and the team tab has not replaced them. */
export function areStandingsPublic(site: PublicSite): boolean {
  return site.settings.public_team_standings && !isTeamTabPublic(site) && publicStandingsRounds(site).length > 0;
}

/** How a speaker stands on a public page: who asked for it is neither named nor found through the team (requirements §6.11). */
export function publicSpeaker(speaker: { readonly name: string; readonly team: string; readonly isAnonymous: boolean }): {
  readonly name: string;
  readonly team: string;
} {
  return speaker.isAnonymous ? { name: 'Redacted', team: 'Redacted' } : { name: speaker.name, team: speaker.team };
}

/** True when a ballot of the round changes what spectators see: its results are out, or they may follow how ballots come in. */
export function isBallotNews(
  { isCompleted }: Pick<Round, 'isCompleted'>,
  { public_progress: isFollowed }: Pick<Settings, 'public_progress'>,
): boolean {
  return isCompleted || isFollowed;
}

/** The rounds whose progress spectators may follow: they are being played and their draw is public. */
export function followedRounds(site: PublicSite): Round[] {
  if (!site.settings.public_progress) return [];
  const current = new Set(currentRounds(site.rounds));
  return publicDraws(site).filter((round) => current.has(round));
}

/** True when what came of the round may be counted in public, whichever page the settings open. */
export function isResultPublic(round: Round, settings: Settings): boolean {
  return round.isCompleted && isOutOfSilence(round, settings);
}

const isOutOfSilence = (round: Round, settings: Settings): boolean => !round.isSilent || settings.all_results_released;
