import { isBye, type Debate } from '../../rules/debate.ts';
import { byName } from '../../rules/name-order.ts';
import type { Round } from '../../rules/round.ts';
import { sideName } from '../../rules/side-names.ts';
import type { Tournament } from '../../rules/tournament.ts';
import type { PublicNames } from '../../public-pages/names.ts';
import { publishPaths } from './publish-paths.ts';
import { paths } from './routes.ts';
import type { ProjectorView } from './views/projector.ts';

interface Screen {
  /** `https://tab.example.org` */
  readonly origin: string;
  readonly csrf: string;
  readonly nowMs: number;
  /** The hall sees the names that the public sees. */
  readonly names: PublicNames;
}

/** What the hall sees of a round: its draw once it is armed or public; before that only which round comes. */
export function projectorView(
  { tournament, round }: { readonly tournament: Tournament; readonly round: Round },
  debates: readonly Debate[],
  { origin, csrf, nowMs, names }: Screen,
): ProjectorView {
  const { slug, settings } = tournament;
  const isHallFirst = round.drawStatus === 'C' && round.hallSince instanceof Date;
  const isShown = round.drawStatus === 'R' || isHallFirst;
  const publishAt = isHallFirst && round.publishAt instanceof Date ? round.publishAt : null;
  const sides = Array.from({ length: settings.teams_in_debate }, (_side, side) =>
    sideName(side, settings.teams_in_debate, settings.side_names),
  );
  const rooms = debates
    .filter((debate) => !isBye(debate))
    .map((debate) => ({ room: debate.venue?.name ?? '–', teams: debate.teams.map((team) => names.team(team)) }))
    .sort((a, b) => byName(a.room, b.room));
  return {
    event: tournament.name,
    round: round.name,
    timezone: tournament.timezone,
    startsAt: round.startsAt && clock(round.startsAt, tournament.timezone),
    now: clock(new Date(nowMs), tournament.timezone),
    sides,
    rooms: isShown ? rooms : null,
    address: `${origin}${paths.publicHome(slug)}`,
    liveUrl: paths.roundLive(slug, round.seq),
    shownUrl: isHallFirst && publishAt === null ? publishPaths.shown(slug, round.seq) : null,
    publishInMs: publishAt && Math.max(0, publishAt.getTime() - nowMs),
    isPublic: round.drawStatus === 'R',
    csrf,
  };
}

function clock(at: Date, timeZone: string): string {
  return at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
}
