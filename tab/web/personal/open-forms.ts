import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html/html.ts';
import { checkFormPassword, formProof } from '../../accounts/form-password.ts';
import { NothingThere, NotReady, WrongPassword } from '../../errors.ts';
import { findTournament } from '../../round/find.ts';
import { isBye, type Debate } from '../../rules/debate.ts';
import type { PersonId } from '../../rules/ids.ts';
import { byName } from '../../rules/name-order.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import * as teams from '../../store/teams.ts';
import type { Tab } from '../../tab.ts';
import { headOf, siteOf, type Site } from '../public/site.ts';
import { nameCell, tablesPage } from '../public/views/tables.ts';
import { openKey, paths } from './paths.ts';
import { formPasswordPage } from './views/form-password.ts';

/** A form that is open to everybody, not only behind private links. */
export type OpenForm = 'ballots' | 'feedback';

export interface OfSite {
  readonly Params: { readonly slug: string; readonly seq?: string };
}

/** @throws NotReady where the settings leave the form to private links and paper. */
export function refuseClosedForm({ settings, name }: Tournament, form: OpenForm): void {
  const way = form === 'ballots' ? settings.participant_ballots : settings.participant_feedback;
  if (way !== 'public')
    throw new NotReady(`${name} takes ${form} on private links only.`, 'Use your own link, or ask the tab room for it.');
}

const cookieOf = ({ id }: Tournament): string => `tab_forms_${id}`;

/** True when this browser has said the password of the public forms, or they ask for none. */
export function isLetIn(request: FastifyRequest, tournament: Tournament): boolean {
  const proof = formProof(tournament);
  const cookie = request.cookies[cookieOf(tournament)];
  return proof === null || (cookie !== undefined && request.unsignCookie(cookie).value === proof);
}

/** Whose ballot or feedback it is; the password stands before it. */
export async function showOpenForms(tab: Tab, request: FastifyRequest<OfSite>, form: OpenForm): Promise<Html> {
  const { slug, seq } = request.params;
  const site = await siteOf(tab, slug);
  refuseClosedForm(site.tournament, form);
  if (!isLetIn(request, site.tournament))
    return formPasswordPage({ event: site.tournament.name, action: paths.formPassword(slug), next: request.url, fault: null });
  return form === 'ballots' ? ballotList(site, seq) : feedbackList(site);
}

/** Takes the password; a browser that knows it is let in until the password changes. */
export async function takeFormPassword(tab: Tab, request: FastifyRequest<OfSite>, reply: FastifyReply): Promise<Html | null> {
  const tournament = await findTournament(tab, request.params.slug);
  const text = (name: string): string => textIn(request.body, name);
  const start = `/${encodeURIComponent(tournament.slug)}/`;
  const next = text('next').startsWith(start) ? text('next') : start;
  try {
    await checkFormPassword(tab, { tournament, password: text('password'), ip: request.ip });
  } catch (error) {
    if (!(error instanceof WrongPassword)) throw error;
    return formPasswordPage({ event: tournament.name, action: paths.formPassword(tournament.slug), next, fault: error.message });
  }
  const secure = request.protocol === 'https';
  reply.setCookie(cookieOf(tournament), formProof(tournament) ?? '', {
    path: start,
    httpOnly: true,
    sameSite: 'lax',
    signed: true,
    secure,
  });
  await reply.redirect(next, 303);
  return null;
}

/** Every debate of a round with those who may send its ballot. */
async function ballotList(site: Site, seq: string | undefined): Promise<Html> {
  const { tab, tournament, names } = site;
  const round = site.rounds.find((one) => one.seq === Number(seq) && one.drawStatus === 'R' && one.arePanelsHeld !== true);
  if (round === undefined) throw new NothingThere(`published draw of round ${seq} in ${tournament.name}`);
  const rooms = (await debates.ofRound(tab.db, round.id)).filter((debate) => !isBye(debate));
  const rows = rooms.flatMap((debate) =>
    debate.panel
      .filter(({ place }) => place !== 'T')
      .map((member) => ({
        name: names.person(member),
        href: paths.ballot(tournament.slug, round.seq, openKey(member.id)),
        cells: [debate.venue?.name ?? 'No room', states[debate.resultStatus], debate.teams.map((team) => names.team(team)).join(', ')],
      })),
  );
  return tablesPage({
    head: headOf(site, null),
    title: `Ballots of ${round.name}`,
    say: 'Choose yourself.',
    tables: [
      {
        caption: 'Adjudicators by name',
        columns: [{ label: 'Adjudicator' }, { label: 'Room' }, { label: 'Ballot' }, { label: 'Teams' }],
        rows: rows.toSorted((a, b) => byName(a.name, b.name)).map(({ name, href, cells }) => [nameCell(name, href), ...cells]),
      },
    ],
  });
}

const states: Record<Debate['resultStatus'], string> = { N: 'not in', P: 'postponed', D: 'is in', C: 'confirmed' };

/** Teams speak by any of their speakers. */
async function feedbackList(site: Site): Promise<Html> {
  const { tab, tournament, names } = site;
  const [judges, allTeams, speakers] = await Promise.all([
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    teams.speakers(tab.db, tournament.id),
  ]);
  const speaks = new Map(speakers.toReversed().map(({ id, teamId }) => [teamId, id]));
  const rowsOf = (sources: readonly { readonly name: string; readonly person: PersonId | undefined }[]) =>
    sources
      .toSorted((a, b) => byName(a.name, b.name))
      .flatMap(({ name, person }) => (person === undefined ? [] : [[nameCell(name, paths.feedback(tournament.slug, openKey(person)))]]));
  return tablesPage({
    head: headOf(site, null),
    title: 'Feedback',
    say: 'Choose who gives it.',
    tables: [
      {
        title: 'Teams',
        caption: 'Teams by name',
        columns: [{ label: 'Team' }],
        rows: rowsOf(allTeams.map((team) => ({ name: names.team(team), person: speaks.get(team.id) }))),
      },
      {
        title: 'Adjudicators',
        caption: 'Adjudicators by name',
        columns: [{ label: 'Adjudicator' }],
        rows: rowsOf(judges.map((judge) => ({ name: names.person(judge), person: judge.id }))),
      },
    ],
  });
}

function textIn(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : '';
}
