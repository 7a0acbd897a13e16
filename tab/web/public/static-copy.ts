import type { FastifyInstance } from 'fastify';
import { staticSite } from '../../export/static-site.ts';
import { atOneMoment } from '../../public-pages/at-one-moment.ts';
import { pageAt } from '../../public-pages/pages.ts';
import type { Tab } from '../../tab.ts';
import { paths } from './paths.ts';
import { renderPage } from './render-page.ts';

/** Everything that is public about a tournament, as it is at one moment, in a zip that needs no server. */
export function staticCopy(server: FastifyInstance, tab: Tab, slug: string): Promise<Uint8Array> {
  return atOneMoment(tab, (frozen) =>
    staticSite({
      start: paths.home(slug),
      page: async (path) => {
        const found = pageAt(path);
        if (found === null) return null;
        const { status, html } = await renderPage(frozen, { name: found.name, params: { ...found.params, slug } });
        return status === 200 ? html.toString() : null;
      },
      asset: async (path) => {
        const answer = await server.inject({ url: path });
        return answer.statusCode === 200 ? answer.rawPayload : null;
      },
    }),
  );
}
