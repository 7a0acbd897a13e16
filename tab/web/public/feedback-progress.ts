import { progressOf } from '../../feedback/progress.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { byName } from '../../rules/name-order.ts';
import * as people from '../../store/people.ts';
import * as teams from '../../store/teams.ts';
import { headOf, type Site } from './site.ts';
import { tablesPage, type PublicTable } from './views/tables.ts';

/** Who still owes feedback, and how much; never what anybody said. */
export async function showFeedbackProgress(site: Site): Promise<FreshPage> {
  const { tab, tournament, settings, names } = site;
  const [judges, allTeams, { sources }] = await Promise.all([
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    progressOf(tab, tournament),
  ]);
  const named = new Map<string, string>([
    ...judges.map((judge) => [`adjudicator ${judge.id}`, names.person(judge)] as const),
    ...allTeams.map((team) => [`team ${team.id}`, names.team(team)] as const),
  ]);
  const unexpected = settings.show_unexpected_feedback ? [{ label: 'Not asked for', numeric: true }] : [];
  const columns = [
    { label: 'Who' },
    { label: 'Owed', numeric: true },
    { label: 'Sent', numeric: true },
    ...unexpected,
    { label: 'Share', numeric: true },
  ];
  const tableOf = (kind: 'adjudicator' | 'team', title: string): PublicTable => {
    const rows = sources
      .filter(({ source }) => source.kind === kind)
      .map((one) => ({ ...one, name: named.get(`${kind} ${one.source.id}`) ?? '–' }))
      .sort((one, other) => other.owed.length - one.owed.length || byName(one.name, other.name))
      .map(({ name, owed, sent, unexpected: more, coverage }) => {
        const extra = settings.show_unexpected_feedback ? [more === 0 ? '' : `${more} ?`] : [];
        return [name, owed.length, sent, ...extra, `${Math.round(100 * coverage)} %`];
      });
    return { title, caption: `Feedback owed: ${title.toLowerCase()}`, columns, rows };
  };
  const owed = sources.reduce((sum, one) => sum + one.owed.length, 0);
  const tables = [tableOf('team', 'Teams'), tableOf('adjudicator', 'Adjudicators')].filter(({ rows }) => rows.length > 0);
  const say = sources.length === 0 ? 'Nothing is expected yet.' : `${owed} ${owed === 1 ? 'piece is' : 'pieces are'} owed.`;
  return { status: 200, html: tablesPage({ head: headOf(site, 'feedbackProgress'), title: 'Feedback', say, tables }) };
}
