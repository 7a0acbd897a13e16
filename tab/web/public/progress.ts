import type { FreshPage } from '../../public-pages/render-once.ts';
import { isBye, type Debate } from '../../rules/debate.ts';
import { byName } from '../../rules/name-order.ts';
import { followedRounds } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import * as debates from '../../store/debates.ts';
import { headOf, type Site } from './site.ts';
import { tablesPage, type PublicTable } from './views/tables.ts';

/** How far the ballots of the rounds being played are, room by room, and nothing of what they say. */
export async function showProgress(site: Site): Promise<FreshPage> {
  const tables = await Promise.all(followedRounds(site).map((round) => tableOf(site, round)));
  const say = tables.length === 0 ? 'No round is being debated now.' : 'What ballots say shows when the round is over.';
  return { status: 200, html: tablesPage({ head: headOf(site, 'progress'), title: 'Progress', say, tables }) };
}

async function tableOf({ tab, names }: Site, round: Round): Promise<PublicTable> {
  const rooms = (await debates.ofRound(tab.db, round.id)).filter((debate) => !isBye(debate));
  const count = (status: Debate['resultStatus']): number => rooms.filter(({ resultStatus }) => resultStatus === status).length;
  const done = count('C');
  const all = rooms.length;
  return {
    title: round.name,
    say: done === all ? `All ${all} ballots are confirmed.` : `${done + count('D')} of ${all} ballots are in, ${done} are confirmed.`,
    caption: `Ballots of ${round.name}`,
    columns: [{ label: 'Room' }, { label: 'Ballot' }, { label: 'Teams' }],
    rows: rooms
      .map((debate) => ({
        room: debate.venue?.name ?? 'No room yet',
        cells: [words[debate.resultStatus], debate.teams.map((team) => names.team(team)).join(', ')],
      }))
      .sort((a, b) => byName(a.room, b.room))
      .map(({ room, cells }) => [room, ...cells]),
  };
}

const words: Record<Debate['resultStatus'], string> = { N: 'not yet', P: 'postponed', D: 'is being checked', C: 'confirmed' };
