import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { isBye, type Debate } from '../../rules/debate.ts';
import { readId, type PersonId, type TeamId } from '../../rules/ids.ts';
import { arePanelsPublic, publicRecords, publicResults } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import * as people from '../../store/people.ts';
import { debatesOfAdjudicator, debatesOfTeam, type RecordedDebate } from '../../store/records.ts';
import * as teams from '../../store/teams.ts';
import { panelOf } from './draw.ts';
import { sidesOf } from './results.ts';
import { headOf, type Site } from './site.ts';
import { recordPage, type RecordedRoom } from './views/record.ts';

interface RecordParams {
  readonly id?: string;
}

/** What became of a team, round by round, as far as the public may know. */
export async function showTeamRecord(site: Site, { id }: RecordParams): Promise<FreshPage> {
  const { tab, tournament, settings, names } = site;
  const all = await teams.ofTournament(tab.db, tournament.id);
  const team = all.find((one) => one.id === readId<TeamId>(id));
  if (team === undefined) throw new NothingThere(`team ${id} in ${tournament.name}`);
  const [speakers, debates] = await Promise.all([teams.speakers(tab.db, tournament.id), debatesOfTeam(tab.db, team.id)]);
  const own = speakers.filter(({ teamId, isAnonymous }) => teamId === team.id && !isAnonymous);
  const areSpeakersShown = settings.public_participants && (names.hidesPeople || !names.hidesTeams);
  const facts = [
    settings.show_team_institutions && !names.hidesTeams ? team.institution : null,
    areSpeakersShown ? own.map((speaker) => names.person(speaker)).join(', ') : null,
  ];
  return pageOf(site, { name: names.team(team), facts, rooms: roomsOf(debates, publicRecords(site), site), ownTeam: team.id });
}

/** What an adjudicator judged, where the public may know who judges. */
export async function showAdjudicatorRecord(site: Site, { id }: RecordParams): Promise<FreshPage> {
  const { tab, tournament, settings, names } = site;
  const all = await people.adjudicators(tab.db, tournament.id);
  const person = all.find((one) => one.id === readId<PersonId>(id));
  if (person === undefined) throw new NothingThere(`adjudicator ${id} in ${tournament.name}`);
  const rounds = publicRecords(site).filter((round) => arePanelsPublic(settings, round));
  const facts = [
    settings.show_adjudicator_institutions && !names.hidesPeople ? person.institution : null,
    person.isIndependent ? 'independent' : null,
    person.isTrainee && settings.show_unaccredited ? 'trainee' : null,
  ];
  const debates = await debatesOfAdjudicator(tab.db, person.id);
  return pageOf(site, { name: names.person(person), facts, rooms: roomsOf(debates, rounds, site), ownTeam: null });
}

interface Shown {
  readonly name: string;
  readonly facts: readonly (string | null)[];
  readonly rooms: readonly RecordedRoom[];
  readonly ownTeam: TeamId | null;
}

function pageOf(site: Site, { name, facts, rooms, ownTeam }: Shown): FreshPage {
  const known = facts.filter((fact) => fact !== null && fact !== '').join(' · ');
  return { status: 200, html: recordPage({ head: headOf(site, null), name, facts: known, rooms, ownTeam }) };
}

/** The newest round first. */
function roomsOf(debates: readonly RecordedDebate[], rounds: readonly Round[], site: Site): RecordedRoom[] {
  const withResult = new Set(publicResults(site));
  return rounds.toReversed().flatMap((round) =>
    debates
      .filter(({ roundId }) => roundId === round.id)
      .map(({ debate, outcome }): RecordedRoom => {
        if (isBye(debate)) return { round: round.name, room: 'Sits out', teams: [], panel: [] };
        return {
          round: round.name,
          room: debate.venue?.name ?? 'No room',
          teams: sidesOf(debate, { round, outcome: withResult.has(round) ? outcome : null, isOpen: !withResult.has(round) }, site),
          panel: panelIn(debate, round, site),
        };
      }),
  );
}

function panelIn(debate: Debate, round: Round, { settings, names }: Site): RecordedRoom['panel'] {
  return arePanelsPublic(settings, round) ? panelOf(debate.panel, settings, names) : [];
}
