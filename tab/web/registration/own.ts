import type { Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import type { Registrant } from '../../registration/record.ts';
import { slotsOf } from '../../registration/slots.ts';
import { ownTeam } from '../../registration/team.ts';
import { mayRegister } from '../../rules/registration/open.ts';
import { isWaiting, slotsLeft } from '../../rules/registration/slots.ts';
import type { Thing } from '../../setup/kind.ts';
import { kinds } from '../../setup/kinds.ts';
import * as store from '../../store/registration.ts';
import type { InstitutionSlots } from '../../store/registration.ts';
import type { Visit } from '../personal/visit.ts';
import { paths } from './paths.ts';
import { ownPage, type OwnGroup } from './views/own.ts';

/** For whom somebody behind a private link registers. */
export async function registrantOf({ tab, person }: Visit): Promise<Exclude<Registrant, { kind: 'public' }>> {
  if (person.kind === 'adjudicator') return { kind: 'adjudicator', id: person.id };
  if (person.kind === 'speaker' && person.teamId !== null) return { kind: 'speaker', id: person.id, teamId: person.teamId };
  const institutionId = person.kind === 'coach' ? await store.institutionOfCoach(tab.db, person.id) : null;
  if (institutionId === null) throw new NothingThere('registration behind this link');
  return { kind: 'coach', id: person.id, institutionId };
}

/** What somebody has registered, and what they may still add or change. */
export async function showOwn(visit: Visit, isNew: boolean): Promise<Html> {
  const { tournament, person } = visit;
  const registrant = await registrantOf(visit);
  const isOpen = mayRegister(registrant.kind, tournament.settings);
  const shown = registrant.kind === 'coach' ? await coachGroups(visit, registrant) : await singleGroup(visit, registrant);
  return ownPage({
    event: tournament.name,
    name: person.name,
    title: shown.title,
    say: isOpen ? shown.say : `${shown.say} Registration is closed: the tab room changes what has to change.`,
    news: isNew ? 'That is registered.' : null,
    groups: shown.groups,
    homeUrl: visit.homeUrl,
  });
}

interface Groups {
  readonly title: string;
  readonly say: string;
  readonly groups: readonly OwnGroup[];
}

type Own<Kind extends Registrant['kind']> = Extract<Registrant, { kind: Kind }>;

async function coachGroups(visit: Visit, { institutionId }: Own<'coach'>): Promise<Groups> {
  const { tab, tournament, key } = visit;
  const [slots, teams, speakers, judges] = await Promise.all([
    slotsOf(tab.db, tournament, institutionId),
    kinds.teams.list(tab.db, tournament.id),
    kinds.speakers.list(tab.db, tournament.id),
    kinds.adjudicators.list(tab.db, tournament.id),
  ]);
  if (slots === null) throw new NothingThere('institution of yours in this tournament');
  const isOurs = ({ values }: Thing): boolean => values['institution'] === institutionId;
  const ofTeam = Map.groupBy(speakers, ({ values }) => values['team']);
  const { slug } = tournament;
  const teamItems = teams.filter(isOurs).map(({ id, label }) => ({
    name: label,
    line: namesOf(ofTeam.get(id) ?? []),
    href: linkIfOpen(visit, 'coach', paths.team(slug, key, id)),
  }));
  const judgeItems = judges.filter(isOurs).map(({ id, label, values }) => ({
    name: label,
    line: String(values['email']),
    href: linkIfOpen(visit, 'coach', paths.adjudicator(slug, key, id)),
  }));
  return {
    title: slots.name,
    say: slotWords(slots, visit),
    groups: [
      coachGroup(visit, { slots, of: 'teams', items: teamItems }),
      coachGroup(visit, { slots, of: 'adjudicators', items: judgeItems }),
    ],
  };
}

function slotWords(slots: InstitutionSlots, { tournament: { settings } }: Visit): string {
  if (!settings.reg_institution_slots) return 'Its teams and adjudicators.';
  const asked = bothWords(slots.teamsRequested, slots.adjudicatorsRequested);
  if (isWaiting(slots)) return `It asked for ${asked}. The organisers give slots; how many shows here.`;
  return `It asked for ${asked}, and has slots for ${bothWords(slots.teamsAllocated, slots.adjudicatorsAllocated)}.`;
}

const bothWords = (teams: number, adjudicators: number): string =>
  `${teams} ${teams === 1 ? 'team' : 'teams'} and ${adjudicators} ${adjudicators === 1 ? 'adjudicator' : 'adjudicators'}`;

interface CoachGroup {
  readonly slots: InstitutionSlots;
  readonly of: 'teams' | 'adjudicators';
  readonly items: OwnGroup['items'];
}

function coachGroup({ tournament, key }: Visit, { slots, of, items }: CoachGroup): OwnGroup {
  const { slug, settings } = tournament;
  const left = slotsLeft(slots, of, settings);
  const isOpen = mayRegister('coach', settings);
  const given = of === 'teams' ? slots.teamsAllocated : slots.adjudicatorsAllocated;
  const add =
    of === 'teams'
      ? { label: 'Register a team', href: paths.team(slug, key, 'new') }
      : { label: 'Register an adjudicator', href: paths.adjudicator(slug, key, 'new') };
  return {
    title: of === 'teams' ? 'Teams' : 'Adjudicators',
    count: left === null ? null : `${items.length} of ${given}`,
    items,
    add: isOpen && left !== 0 ? add : null,
    closed: isOpen && left === 0 ? (given === 0 ? 'No slots have been given yet.' : 'All slots are used.') : null,
  };
}

const namesOf = (things: readonly Thing[]): string =>
  things.length === 0 ? 'no speakers yet' : things.map(({ label }) => label).join(', ');

const linkIfOpen = ({ tournament }: Visit, kind: Exclude<Registrant['kind'], 'public'>, href: string): string | null =>
  mayRegister(kind, tournament.settings) ? href : null;

async function singleGroup(visit: Visit, registrant: Own<'speaker' | 'adjudicator'>): Promise<Groups> {
  const { tab, tournament, key, person } = visit;
  const { slug } = tournament;
  if (registrant.kind === 'adjudicator') {
    const href = linkIfOpen(visit, 'adjudicator', paths.adjudicator(slug, key, registrant.id));
    const group = { title: 'Adjudicator', count: null, items: [{ name: person.name, line: 'registered', href }], add: null, closed: null };
    return { title: 'Your registration', say: `You judge at ${tournament.name}.`, groups: [group] };
  }
  const [teams, speakers] = await Promise.all([kinds.teams.list(tab.db, tournament.id), kinds.speakers.list(tab.db, tournament.id)]);
  const team = ownTeam(teams, registrant, registrant.teamId);
  const own = speakers.filter(({ values }) => values['team'] === team.id);
  const href = linkIfOpen(visit, 'speaker', paths.team(slug, key, team.id));
  const group = { title: 'Team', count: null, items: [{ name: team.label, line: namesOf(own), href }], add: null, closed: null };
  return { title: 'Your registration', say: `You debate at ${tournament.name}.`, groups: [group] };
}
