import { untilMessage } from '../measure/lab-crowd.ts';
import { freePort, type Playground } from '../measure/playground.ts';
import { PeerMissing } from '../measure/row.ts';
import { installOTree, otreeKey, otreeVersion } from './otree.ts';

/** Real oTree as its manual sets it up for production, one web process. `later` is told how to end it. */
export async function startOTreeLab(databaseUrl: string, later: (end: () => Promise<void>) => void): Promise<Playground> {
  const otree = await installOTree().catch((error: unknown) => {
    throw new PeerMissing(`oTree ${otreeVersion} could not be installed with python3 -m venv and pip: ${String(error)}`);
  });
  later(() => otree.remove());
  const server = await otree.start(databaseUrl, freePort());
  later(() => server.stop());
  return {
    site: {
      origins: [server.url],
      key: otreeKey,
      isWait: (html) => html.includes('/wait_page?'),
      isEnd: (path) => path.includes('OutOfRangeNotification'),
      untilReleased: (html, { origin }) =>
        untilMessage(origin.replace('http', 'ws') + (/\/wait_page\?[^"]+/.exec(html)?.[0] ?? '').replaceAll('&amp;', '&')),
    },
    pids: [server.pid],
    stop: () => server.stop(),
  };
}
