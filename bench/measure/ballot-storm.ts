// Ballots at an even pace to several processes, one of which is killed on the way and started again.
import { setTimeout as pause } from 'node:timers/promises';
import { textQuery } from '#kit/db/query.ts';
import { newBallot, sendBallot, type BallotRoom, type SentBallot } from './ballot-room.ts';

export interface StormPlan {
  readonly perSecond: number;
  readonly seconds: number;
  /** After how many seconds the first process is killed; its successor starts a second later. */
  readonly killAfter: number;
}

export interface StormResult {
  /** Every one was sent until it was acknowledged. */
  readonly acknowledged: number;
  /** Acknowledged, and not among the versions. */
  readonly lost: number;
  /** Versions more than ballots that were sent. */
  readonly doubled: number;
  /** Answers of 500. */
  readonly broken: number;
  /** From sending to acknowledgement, in milliseconds, of those sent two seconds and more away from the kill. */
  readonly outsideMs: readonly number[];
  readonly withinMs: readonly number[];
}

const nearMs = 2_000;

interface Sent {
  readonly id: number;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly broken: number;
}

export async function ballotStorm(room: BallotRoom, { perSecond, seconds, killAfter }: StormPlan): Promise<StormResult> {
  const count = perSecond * seconds;
  const earlier = await versionsOf(room);
  const startedAt = performance.now();
  const killing = killLater(room, killAfter * 1000);
  const all = await Promise.all(
    Array.from({ length: count }, async (_ballot, index): Promise<Sent> => {
      await pause((index * 1000) / perSecond);
      const target = room.rooms[index % room.rooms.length];
      if (target === undefined) throw new Error('the round has no debate');
      return insist(room, newBallot(target, index, false), index);
    }),
  );
  await killing;
  const versions = await versionsOf(room);
  const near = (sent: Sent): boolean => Math.abs(sent.startedAt - startedAt - killAfter * 1000) < nearMs;
  return {
    acknowledged: all.length,
    lost: all.filter(({ id }) => !versions.has(id)).length,
    doubled: versions.size - earlier.size - new Set(all.map(({ id }) => id)).size,
    broken: all.reduce((sum, { broken }) => sum + broken, 0),
    outsideMs: all.filter((sent) => !near(sent)).map(({ tookMs }) => tookMs),
    withinMs: all.filter(near).map(({ tookMs }) => tookMs),
  };
}

/** Sends until it is acknowledged, to another process after each failure, as a phone behind the router would. */
async function insist(room: BallotRoom, ballot: SentBallot, index: number): Promise<Sent> {
  const startedAt = performance.now();
  let broken = 0;
  for (let attempt = 0; ; attempt += 1) {
    const origin = room.origins[(index + attempt) % room.origins.length] ?? '';
    const answer = await sendBallot(origin, ballot);
    if (answer !== null && answer.status < 300) return { id: idIn(answer.text), startedAt, tookMs: performance.now() - startedAt, broken };
    if (answer !== null && answer.status === 500) broken += 1;
    if (answer !== null && answer.status < 500) throw new Error(`a ballot was refused: ${answer.text}`);
    await pause(50);
  }
}

function idIn(text: string): number {
  const answer: unknown = JSON.parse(text);
  return typeof answer === 'object' && answer !== null && 'id' in answer ? Number(answer.id) : 0;
}

async function killLater(room: BallotRoom, afterMs: number): Promise<void> {
  await pause(afterMs);
  room.webs[0]?.child.kill('SIGKILL');
  await pause(1000);
  await room.restart(0);
}

const versionsQuery = textQuery<object, { id: number }>('bench.versions', 'select id from ballots', () => []);

async function versionsOf({ tab }: BallotRoom): Promise<Set<number>> {
  return new Set((await tab.db.run(versionsQuery, {})).map(({ id }) => id));
}
