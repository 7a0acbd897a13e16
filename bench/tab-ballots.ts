// How many ballots a minute can a tab room confirm, and does a ballot get lost when a process dies?
import { ballotRoom, newBallot, sendBallot, type BallotRoom } from './measure/ballot-room.ts';
import { ballotStorm } from './measure/ballot-storm.ts';
import { loneRow, type Bench } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const clients = 8;
const runs = 5;
const runMs = 4_000;
const peer = 'Tabbycat 2.10.0-dev';

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const room = await ballotRoom('bp400', 2);
    later(() => room.close());
    await confirmedPerSecond(room, 2_000);
    const rates: number[] = [];
    const latencies: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { perSecond, tookMs } = await confirmedPerSecond(room, runMs);
      rates.push(perSecond);
      latencies.push(percentile(tookMs, 0.99));
    }
    const facts = { bench: 'tab-ballots', measuredEarlier: `${peer}: 29/s` };
    print(loneRow({ ...facts, case: `confirmed ballots, ${clients} clients, 2 processes`, unit: 'ballots/s', headline: true }, rates));
    print(loneRow({ bench: 'tab-ballots', case: `confirmed ballots, ${clients} clients, p99`, unit: 'ms', headline: false }, latencies));
    const storm = await ballotStorm(room, { perSecond: 50, seconds: 60, killAfter: 30 });
    const outcomes = [
      { words: 'p99 outside the kill', unit: 'ms', value: percentile(storm.outsideMs, 0.99), headline: true },
      { words: 'slowest around the kill', unit: 'ms', value: Math.max(...storm.withinMs), headline: false },
      { words: 'lost', unit: 'ballots', value: storm.lost, headline: true },
      { words: 'counted twice', unit: 'ballots', value: storm.doubled, headline: true },
      { words: 'answers of 500', unit: 'answers', value: storm.broken, headline: true },
    ];
    for (const { words, unit, value, headline } of outcomes)
      print(loneRow({ bench: 'tab-ballots', case: `50/s for 60 s, a process killed: ${words}`, unit, headline }, [value]));
  });

/** Each client sends one ballot after the other, of debates in turn, confirmed as it is sent. */
async function confirmedPerSecond(room: BallotRoom, forMs: number): Promise<{ perSecond: number; tookMs: number[] }> {
  const startedAt = performance.now();
  const tookMs: number[] = [];
  let number = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_client, client) => {
      while (performance.now() - startedAt < forMs) {
        number += 1;
        const target = room.rooms[number % room.rooms.length];
        const origin = room.origins[client % room.origins.length];
        if (target === undefined || origin === undefined) throw new Error('the round has no debate');
        const sentAt = performance.now();
        const answer = await sendBallot(origin, newBallot(target, number, true));
        if (answer?.status !== 201) throw new Error(`a ballot was not taken: ${answer?.text}`);
        tookMs.push(performance.now() - sentAt);
      }
    }),
  );
  return { perSecond: tookMs.length / ((performance.now() - startedAt) / 1000), tookMs };
}

function percentile(series: readonly number[], share: number): number {
  const sorted = series.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
}
