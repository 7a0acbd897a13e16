import type { ExportedEvent } from './read-event.ts';

/** Settings that are secrets of the tab room. */
export const secretSettings: ReadonlySet<string> = new Set(['data_entry.public_password', 'email.email_hook_key']);

/** All of a tournament as one JSON document, results beside the ballots they come from. */
export function documentOf(event: ExportedEvent): unknown {
  const { tournament, scores, standings, ...tables } = event;
  const { id, slug, name, shortName, timezone, changedSettings } = tournament;
  const settings = Object.fromEntries(Object.entries(changedSettings).filter(([setting]) => !secretSettings.has(setting)));
  return {
    format: 'rostra-tab/1',
    tournament: { id, slug, name, shortName, timezone, settings },
    ...tables,
    results: [...scores].map(([ballotId, { teams, speakers }]) => ({ ballotId, teams, speakers })),
    standings: { teams: standings.teams, speakers: standings.speakers, replies: standings.replies },
  };
}
