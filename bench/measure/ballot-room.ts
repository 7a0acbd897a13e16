// A tournament whose round is being debated, its web processes, and ballots to send to them.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { act, testTab, type TestTab } from '../../tab/test-tab.ts';
import { startTabProcess, type TabProcess } from '../../tab/test-process.ts';
import { createDemo, type DemoName } from '../../tab/tournaments/demo.ts';
import { findRound } from '../../tab/round/find.ts';
import { ballotForm } from '../../tab/round/ballot-form.ts';
import * as debates from '../../tab/store/debates.ts';

/** One debate, and the speakers that its ballot names. */
interface Room {
  readonly debate: number;
  readonly sides: readonly { readonly team: number; readonly speakers: readonly number[] }[];
}

export interface BallotRoom {
  readonly tab: TestTab;
  readonly rooms: readonly Room[];
  readonly webs: TabProcess[];
  readonly origins: string[];
  /** Starts a process in the place of one that was killed. */
  restart(index: number): Promise<void>;
  close(): Promise<void>;
}

/** A published first round and some web processes beside it. */
export async function ballotRoom(demo: DemoName, processes: number): Promise<BallotRoom> {
  const tab = await testTab();
  const tournament = await createDemo(tab, { demo, actor: 'bench', slug: 'cup', seed: 'bench' });
  await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
  const { round } = await findRound(tab, 'cup', 1);
  const rooms: Room[] = [];
  for (const { id } of await debates.ofRound(tab.db, round.id)) {
    const form = await ballotForm(tab, tournament, id);
    rooms.push({
      debate: id,
      sides: form.debate.teams.map((team, side) => ({ team: team.id, speakers: (form.rosters[side] ?? []).map((one) => one.id) })),
    });
  }
  const env = { DATABASE_URL: tab.databaseUrl, TAB_API_KEY: 'key', TAB_ADMIN_PASSWORD: 'secret', TAB_SECRET: 'x'.repeat(32) };
  const webs = Array.from({ length: processes }, () => startTabProcess('serve', env));
  const origins = await Promise.all(webs.map(addressOf));
  return {
    tab,
    rooms,
    webs,
    origins,
    restart: async (index) => {
      const web = startTabProcess('serve', env);
      webs[index] = web;
      origins[index] = await addressOf(web);
    },
    close: async () => {
      await Promise.all(webs.map((web) => web.stop()));
      await tab.close();
    },
  };
}

const addressOf = async (web: TabProcess): Promise<string> => String((await web.said('tab_listening'))['address']);

/** A ballot as it is sent; the same `uuid` is the same ballot. */
export interface SentBallot {
  readonly room: Room;
  readonly uuid: string;
  readonly body: string;
}

/** A ballot of the room whose scores nobody sent before. */
export function newBallot(room: Room, number: number, isConfirmed: boolean): SentBallot {
  const top = 60 + (number % 36);
  const uuid = randomUUID();
  const teams = room.sides.map(({ team, speakers }, side) => ({
    team,
    speeches: speakers.map((speaker) => ({ speaker, score: top - side })),
  }));
  return { room, uuid, body: JSON.stringify({ confirmed: isConfirmed, client_uuid: uuid, result: { sheets: [{ teams }] } }) };
}

const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 10_000 });

/** Sends it to one process; null when no answer came. */
export async function sendBallot(
  origin: string,
  { room, body }: SentBallot,
): Promise<{ readonly status: number; readonly text: string } | null> {
  const answer = await request(`${origin}/api/v1/tournaments/cup/rounds/1/pairings/${room.debate}/ballots`, {
    method: 'POST',
    headers: { authorization: 'Token key', 'content-type': 'application/json' },
    body,
    dispatcher: agent,
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
  }).catch(() => null);
  if (answer === null) return null;
  const text = await answer.body.text().catch(() => null);
  return text === null ? null : { status: answer.statusCode, text };
}
