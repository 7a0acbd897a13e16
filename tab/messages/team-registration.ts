import type { Addressee } from '../store/messages.ts';
import type { TeamFacts } from '../store/team-facts.ts';

/** How a team is registered, as a message to one of its speakers says it. */
export function registrationValues(
  team: TeamFacts,
  { urlKey }: Addressee,
  linkOf: (urlKey: string) => string,
): Readonly<Record<string, string>> {
  return {
    SHORT: team.shortName,
    LONG: team.longName,
    CODE: team.codeName,
    EMOJI: team.emoji,
    BREAK: team.categories,
    SPEAKERS: team.speakers,
    INSTITUTION: team.institution,
    URL: urlKey === null ? '' : linkOf(urlKey),
  };
}
