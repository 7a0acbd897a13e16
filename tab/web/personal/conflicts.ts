import type { Html } from '#kit/html/html.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { declareConflict } from '../../round/declare-conflict.ts';
import { byName } from '../../rules/name-order.ts';
import type { InstitutionId, TeamId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import { declaredBy, type ConflictSubject } from '../../store/declared-conflicts.ts';
import { institutions } from '../../store/public-lists.ts';
import * as teams from '../../store/teams.ts';
import { paths } from './paths.ts';
import type { Visit } from './visit.ts';
import { conflictsPage } from './views/conflicts.ts';

/** Whom an adjudicator has declared not to judge, and whom else they could name. */
export async function showConflicts(visit: Visit, fault: string | null = null): Promise<Html> {
  const { tab, tournament, key, person, names } = visit;
  refuseOthers(visit);
  const [declared, allTeams, allInstitutions] = await Promise.all([
    declaredBy(tab.db, person.id),
    teams.ofTournament(tab.db, tournament.id),
    institutions(tab.db, tournament.id),
  ]);
  const named = new Map(allTeams.map((team) => [team.id, names.team(team)]));
  return conflictsPage({
    event: tournament.name,
    name: person.name,
    action: paths.conflicts(tournament.slug, key),
    homeUrl: visit.homeUrl,
    fault,
    declared: declared.map((one) => ({
      value: `${one.kind}:${one.id}`,
      name: one.kind === 'team' ? (named.get(one.id) ?? one.name) : one.name,
      kind: one.kind,
    })),
    teams: [...named].map(([id, name]) => ({ value: `team:${id}`, label: name })).sort((a, b) => byName(a.label, b.label)),
    institutions: allInstitutions.map(({ id, name }) => ({ value: `institution:${id}`, label: name })),
  });
}

/** Takes what the form declares or takes back. */
export async function sendConflict(visit: Visit, body: unknown): Promise<void> {
  refuseOthers(visit);
  const { tab, tournament, person } = visit;
  const about = subjectOf(textIn(body, 'about'));
  await declareConflict(tab, { tournament, personId: person.id, about, isTakenBack: textIn(body, 'wish') === 'take-back' });
}

function subjectOf(text: string): ConflictSubject {
  const [kind, number] = text.split(':');
  const [teamId, institutionId] = [readId<TeamId>(number), readId<InstitutionId>(number)];
  if (kind === 'team' && teamId !== null) return { kind, id: teamId };
  if (kind === 'institution' && institutionId !== null) return { kind, id: institutionId };
  throw new WrongInput('Say with whom you have a conflict.');
}

function refuseOthers({ person }: Visit): void {
  if (person.kind !== 'adjudicator') throw new NothingThere('conflicts of an adjudicator behind this link');
}

function textIn(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value.trim() : '';
}
