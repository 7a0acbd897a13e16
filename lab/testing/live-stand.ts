import assert from 'node:assert/strict';
import { textQuery } from '#kit/db/query.ts';
import type { Lab } from '../lab.ts';
import type { Project } from '../game/define-project.ts';
import { labServer } from '../web/server.ts';
import { LiveBrowser } from '../bots/live-browser.ts';
import type { Person } from './participant.ts';
import { seated } from './seated.ts';
import { testLab } from './test-lab.ts';

/** Two servers of a lab on one database, as two processes would be. */
export interface LiveStand {
  readonly lab: Lab;
  /** A new session; so many presses of `next` further. */
  seated(config: string, wish?: { readonly participants?: number; readonly further?: number }): Promise<[Person, Person]>;
  /** A connection beside the page where this person is, to one of the two servers. */
  connect(person: Person, at: 0 | 1, client?: string): Promise<LiveBrowser>;
  /** The database's clock. */
  nowMs(): Promise<number>;
  close(): Promise<void>;
}

const nowQuery = textQuery<object, { nowMs: number }>(
  'test.now',
  'select extract(epoch from clock_timestamp())::float8 * 1000 as "nowMs"',
  () => [],
);

/** `watched`: the lab as the first server has it. */
export async function liveStand(project: Project, watched: (lab: Lab) => Lab = (lab) => lab): Promise<LiveStand> {
  const lab = await testLab(project);
  const servers = [await labServer(watched(lab)), await labServer(lab.another())] as const;
  const origins = await Promise.all(servers.map((server) => server.listen({ host: '127.0.0.1', port: 0 })));
  const open = new Set<LiveBrowser>();
  return {
    lab,
    seated: async (config, { participants = 2, further = 0 } = {}) => {
      const [first, second = first] = await seated(lab, servers[0], { config, participants });
      assert.ok(first && second);
      for (let pressed = 0; pressed < further; pressed += 1) for (const person of new Set([first, second])) await person.send();
      return [first, second];
    },
    connect: async (person, at, client) => {
      const browser = await LiveBrowser.open({ origin: origins[at] ?? '', page: person.seen.url, ...(client && { client }) });
      open.add(browser);
      return browser;
    },
    nowMs: async () => (await lab.db.one(nowQuery, {})).nowMs,
    close: async () => {
      for (const browser of open) browser.close();
      await Promise.all(servers.map((server) => server.close()));
      await lab.close();
    },
  };
}
