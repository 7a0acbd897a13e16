import { newIntent } from '#kit/db/receipts.ts';
import type { Lab } from '../lab.ts';
import type { LiveSeat } from '../page/live-room.ts';
import { LiveRooms } from '../page/live-rooms.ts';
import { openPage } from '../page/open-live.ts';
import type { FrameLog } from './frame-log.ts';
import { LiveBrowser } from './live-browser.ts';
import { BotFault } from './bot-fault.ts';

/** A live page that is open for everybody who is on it. */
export interface OpenLive {
  /** Sends a message as the one with this place in the list, and waits for what everybody sees then. Gives why it was refused, or null. */
  send(at: number, type: string, data: unknown): Promise<LiveAnswer>;
  /** What each sees now. */
  states(): unknown[];
  close(): void;
}

export interface LiveAnswer {
  readonly rejected: string | null;
  /** The states that came with it, by place in the list. */
  readonly states: ReadonlyMap<number, unknown>;
}

/** Where people have a live page open. */
export interface LivePeople {
  readonly codes: readonly string[];
  readonly pageIndex: number;
}

/** Through the rooms of this process. */
export async function openInProcess({ codes, pageIndex }: LivePeople, lab: Lab): Promise<OpenLive> {
  const rooms = new LiveRooms(lab);
  const states: unknown[] = [];
  let came = new Map<number, unknown>();
  const client = newIntent();
  const seats: { seat: LiveSeat; participant: number }[] = [];
  for (const [at, code] of codes.entries()) {
    const { live, participant } = await openPage({ code, pageIndex }, lab);
    if (!live) throw new BotFault('this is no live page');
    await new Promise<void>((resolve) => {
      const onState = (state: string): void => {
        states[at] = JSON.parse(state);
        came.set(at, states[at]);
        resolve();
      };
      seats.push({ participant, seat: rooms.enter(live.spot, live.group, { participant, onState, onLine: () => {} }) });
    });
  }
  let seq = 0;
  return {
    send: async (at, type, data) => {
      const sender = seats[at];
      if (!sender) throw new BotFault(`there is no player ${at + 1} on this page`);
      came = new Map();
      seq += 1;
      const outcome = await sender.seat.handle({
        kind: 'message',
        participant: sender.participant,
        client,
        seq,
        done: seq - 1,
        type,
        data,
      });
      if (outcome.kind === 'left') throw new BotFault(`player ${at + 1} has left the page and sends ${type}`);
      return { rejected: outcome.kind === 'rejected' ? outcome.reason : null, states: came };
    },
    states: () => states,
    close: () => rooms.close(),
  };
}

/** Over a connection for each, to one of the `urls` after the other. */
export async function openOverHttp({ codes, pageIndex }: LivePeople, urls: readonly string[]): Promise<OpenLive> {
  const open = codes.map((code, at) => LiveBrowser.open({ origin: urls[at % urls.length] ?? '', page: `/p/${code}/_/_/${pageIndex}` }));
  return openLines(await Promise.all(open));
}

/** The connection of one person's page. */
export interface LiveLine extends Pick<FrameLog, 'frames' | 'until' | 'state'> {
  /** Sends a message and gives its number. */
  post(type: string, data: unknown): number | Promise<number>;
  close(): void;
}

/** Everybody's connection, when each has a state. */
export async function openLines(lines: readonly LiveLine[]): Promise<OpenLive> {
  await Promise.all(lines.map((line) => line.until((frame) => 'state' in frame || frame.left === true)));
  return {
    send: async (at, type, data) => {
      const sender = lines[at];
      if (!sender) throw new BotFault(`there is no player ${at + 1} on this page`);
      const before = sender.frames.length;
      const seq = await sender.post(type, data);
      const answer = await sender.until((frame) => frame.ack === seq || frame.left === true || frame.again === seq);
      if (answer.ack !== seq) throw new BotFault(`player ${at + 1} cannot send ${type}: ${JSON.stringify(answer)}`);
      const rev = sender.frames.slice(before).findLast((frame) => 'state' in frame)?.rev;
      if (rev !== undefined) await Promise.all(lines.map((line) => line.until((frame) => (frame.rev ?? -1) >= rev || frame.left === true)));
      return {
        rejected: answer.error ?? null,
        states: new Map(rev === undefined ? [] : lines.map(({ state }, place) => [place, state])),
      };
    },
    states: () => lines.map(({ state }) => state),
    close: () => {
      for (const line of lines) line.close();
    },
  };
}
