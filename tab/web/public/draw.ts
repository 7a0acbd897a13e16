import type { FreshPage } from '../../public-pages/render-once.ts';
import { NothingThere } from '../../errors.ts';
import { isBye, type PanelMember } from '../../rules/debate.ts';
import { byName } from '../../rules/name-order.ts';
import { currentRounds, type Round } from '../../rules/round.ts';
import { arePanelsPublic, areBracketsPublic, publicDraws } from '../../rules/redaction.ts';
import { openSide, sideName } from '../../rules/side-names.ts';
import type { Settings } from '../../rules/settings.ts';
import { shownDraw, type ShownDebate } from '../../store/public-draw.ts';
import type { PublicNames } from '../../public-pages/names.ts';
import { paths } from './paths.ts';
import { clockOf, headOf, zoneOf, type Site } from './site.ts';
import { drawPage, type DrawnRoom, type DrawnRound } from './views/draw.ts';

/** The draw of the rounds being played, as far as it is published. */
export function showDraw(site: Site): Promise<FreshPage> {
  const current = new Set(currentRounds(site.rounds).map(({ id }) => id));
  const published = publicDraws(site).filter(({ id }) => current.has(id));
  const next = currentRounds(site.rounds)[0];
  const nothing = next === undefined ? 'All rounds are over.' : `The draw of ${next.name} is not published yet.`;
  return pageOf(site, published, { nothing, byTeam: paths.drawByTeam(site.tournament.slug) });
}

/** The draw of one round, where all published ones stay public. */
export function showDrawOfRound(site: Site, { seq }: { readonly seq?: string }): Promise<FreshPage> {
  const round = site.rounds.find((one) => one.seq === Number(seq));
  if (round === undefined) throw new NothingThere(`round ${seq} in ${site.tournament.name}`);
  const isPublished = publicDraws(site).some(({ id }) => id === round.id);
  const nothing = `The draw of ${round.name} is not published yet.`;
  return pageOf(site, isPublished ? [round] : [], { nothing, byTeam: paths.drawOfRoundByTeam(site.tournament.slug, round.seq) });
}

interface Nothing {
  /** What to say when nothing is published. */
  readonly nothing: string;
  readonly byTeam: string;
}

async function pageOf(site: Site, rounds: readonly Round[], { nothing, byTeam }: Nothing): Promise<FreshPage> {
  const { tournament } = site;
  const drawn = await Promise.all(rounds.map((round) => drawnRound(site, round)));
  const { slug } = tournament;
  const others = site.settings.public_draw === 'all-released' ? publicDraws(site).filter((round) => !rounds.includes(round)) : [];
  const view = {
    head: headOf(site, 'draw'),
    slug,
    rounds: drawn,
    nothing,
    byTeam,
    zone: zoneOf(tournament),
    others: others.map(({ name, seq }) => ({ name, href: paths.drawOfRound(slug, seq) })),
  };
  return { status: 200, html: drawPage(view) };
}

async function drawnRound(site: Site, round: Round): Promise<DrawnRound> {
  const { tab, tournament, names } = site;
  const { settings } = tournament;
  const all = await shownDraw(tab.db, { roundId: round.id, withSpeakers: areSpeakersShown(settings, names) });
  const arePanelsShown = arePanelsPublic(settings, round);
  const areDetailsShown = areBracketsPublic(site, round);
  const rooms = all
    .filter((debate) => !isBye(debate))
    .map((debate): DrawnRoom => ({
      room: debate.room ?? 'No room yet',
      teams: teamsOf(debate, site),
      bracket: areDetailsShown ? debate.bracket : null,
      people: [...(arePanelsShown ? panelOf(debate.panel, settings, names) : []), ...speakersOf(debate, names)],
    }));
  return {
    name: round.name,
    publishedAt: clockOf(tournament, round.drawPublishedAt),
    startsAt: clockOf(tournament, round.startsAt),
    rooms: rooms.sort((a, b) => byName(a.room, b.room)),
    byes: all.filter(isBye).flatMap((debate) => debate.teams.map((team) => names.team(team))),
  };
}

function teamsOf(debate: ShownDebate, { settings, names, signs }: Site): DrawnRoom['teams'] {
  return debate.teams.map((team) => ({
    id: team.id,
    name: names.team(team),
    sign: signs.get(team.id) ?? null,
    side: debate.areSidesConfirmed ? sideName(team.side, debate.teams.length, settings.side_names) : openSide,
  }));
}

/** A name beside a code would tell which team it is. */
function areSpeakersShown(settings: Settings, { hidesTeams, hidesPeople }: PublicNames): boolean {
  return settings.show_speakers_in_draw && (hidesPeople || !hidesTeams);
}

/** Who speaks, team by team. */
function speakersOf({ teams }: ShownDebate, names: PublicNames): DrawnRoom['people'] {
  return teams
    .filter(({ speakers }) => speakers.length > 0)
    .map((team) => ({
      role: names.team(team),
      names: team.speakers.map((speaker) => names.person(speaker)).join(', '),
      isJudging: false,
    }));
}

/** Chair, panel and trainees by name. */
export function panelOf(panel: readonly PanelMember[], settings: Settings, names: PublicNames): DrawnRoom['people'] {
  const roles = [
    { role: 'Chair', place: 'C' },
    { role: 'Panel', place: 'P' },
    { role: 'Trainee', place: 'T' },
  ] as const;
  return roles.flatMap(({ role, place }) => {
    const members = panel.filter((member) => member.place === place).map((member) => memberName(member, settings, names));
    return members.length === 0 ? [] : [{ role, names: members.join(', '), isJudging: true }];
  });
}

function memberName(member: PanelMember, settings: Settings, names: PublicNames): string {
  const name = names.person(member);
  return settings.show_adjudicator_institutions && !names.hidesPeople && member.institution !== null
    ? `${name} (${member.institution})`
    : name;
}
