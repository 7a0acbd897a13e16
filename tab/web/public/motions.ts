import type { FreshPage } from '../../public-pages/render-once.ts';
import { publicMotions } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import * as motions from '../../store/motions.ts';
import { paragraphsOf } from './plain-text.ts';
import { clockOf, headOf, zoneOf, type Site } from './site.ts';
import { motionsPage, type RoundOfMotions } from './views/motions.ts';

/** Round by round: the motions that are released, and a place for those that are not, which says nothing about them. */
export async function showMotions(site: Site): Promise<FreshPage> {
  const { tab, tournament, settings } = site;
  const released = new Set(publicMotions(site));
  const rows = released.size === 0 ? [] : await motions.ofTournament(tab.db, tournament.id);
  const rounds = settings.public_motions_order === 'reverse' ? site.rounds.toReversed() : site.rounds;
  const shown = rounds.map((round) =>
    released.has(round) ? roundOf(round, rows, site) : { name: round.name, startsAt: null, motions: null },
  );
  return { status: 200, html: motionsPage({ head: headOf(site, 'motions'), rounds: shown, zone: zoneOf(tournament) }) };
}

function roundOf(round: Round, rows: readonly motions.MotionRow[], { tournament }: Site): RoundOfMotions {
  const own = rows.filter(({ roundId }) => roundId === round.id);
  return {
    name: round.name,
    startsAt: round.isCompleted ? null : clockOf(tournament, round.startsAt),
    motions: own.map(({ text, reference, infoSlide }) => ({ text, reference, infoSlide: paragraphsOf(infoSlide) })),
  };
}
