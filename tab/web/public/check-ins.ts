import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import { readDoor } from '../../check-in/door.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import type { TeamPresence } from '../../rules/check-in/presence.ts';
import type { Tab } from '../../tab.ts';
import { tournamentKey } from '../../tournaments/public-keys.ts';
import { renderBehind, type PageParams } from './render-page.ts';
import { clockOf, headOf, type Site } from './site.ts';
import { tablesPage } from './views/tables.ts';

/** Who is here, where that is public. It changes with every scan and is no page of a version: a router may keep it for some seconds. */
export function registerPublicCheckIns(server: FastifyInstance, tab: Tab): void {
  server.get<{ Params: PageParams }>('/:slug/checkins/status/people', async (request, reply) => {
    const { slug } = request.params;
    const { html, status } = await renderBehind(tab, slug, {
      what: 'The list of check-ins',
      isOpen: ({ settings }) => settings.public_checkins,
      show: showDoor,
    });
    reply.header('cache-control', 'public, max-age=0, s-maxage=5, stale-while-revalidate=10').header('surrogate-key', tournamentKey(slug));
    return sendHtml(reply, html, status);
  });
}

const words: Record<TeamPresence, string> = { in: 'in', half: 'one is missing', out: 'not yet' };

async function showDoor(site: Site): Promise<FreshPage> {
  const { tab, tournament, names } = site;
  const { teams, adjudicators } = await readDoor(tab, tournament);
  const whole = teams.filter(({ presence }) => presence === 'in').length;
  const judges = adjudicators.filter(({ at }) => at !== null).length;
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, null),
      title: 'Who is here',
      say: `${whole} of ${teams.length} teams and ${judges} of ${adjudicators.length} adjudicators are in.`,
      tables: [
        {
          title: 'Teams',
          caption: 'Teams and whether they are here',
          columns: [{ label: 'Team' }, { label: 'Here' }],
          rows: teams.map((team) => ({ cells: [names.team(team), words[team.presence]], team: team.id })),
        },
        {
          title: 'Adjudicators',
          caption: 'Adjudicators and whether they are here',
          columns: [{ label: 'Adjudicator' }, { label: 'Here' }],
          rows: adjudicators.map((judge) => [
            names.person(judge),
            judge.at === null ? 'not yet' : `since ${clockOf(tournament, judge.at)}`,
          ]),
        },
      ],
    }),
  };
}
