// An oTree project that knows nothing of Rostra, deployed by four commands and played over HTTP and WebSockets through the router.
// Needs the Python registry.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { play, type Crowd } from './otree-crowd.ts';
import type { Installation } from './installation.ts';
import { expect, type Story } from './story.ts';
import { api } from './visitor.ts';

const people = 40;
const rounds = 2;
const prize = 60;
/** Of the project's Guess page; oTree's own process ends the page a little later. */
const timeoutMs = 20_000;
const key = 'a key for an hour';

export const story: Story = {
  async tell(house) {
    const deploySeconds = await seconds(() => deployed(house));
    const codes = await session(house);
    const crowd: Crowd = { finished: 0, submits: 0, told: 0, cuts: 0, slowestMs: 0, broken: [] };
    const origin = house.appUrl('guess');
    const playSeconds = await seconds(() =>
      Promise.all([
        exchanged(house, crowd),
        ...codes.map((code, person) =>
          play({ origin, code, guess: (round) => String(guessOf(person, round)), awayMs: person === 0 ? timeoutMs + 15_000 : 0 }, crowd),
        ),
      ]),
    );
    expect(crowd.finished === people, `${crowd.finished} of ${people} finished.`);
    expect(crowd.broken.length === 0, `${crowd.broken.length} broken pages: ${crowd.broken[0]}`);
    expect(crowd.told > 0, 'No wait page was released over its socket.');
    const timeouts = checkRows(await rowsOf(house), codes);
    return (
      `${people} of ${people} people finished ${rounds} rounds in ${playSeconds} s while a deploy exchanged the dyno, ` +
      `${people * rounds} rows with the right payoffs, ${crowd.submits} submits, 0 broken pages (the slowest took ${Math.round(crowd.slowestMs)} ms), ` +
      `${crowd.told} wait pages told over WebSocket, ${crowd.cuts} sockets opened again, ${timeouts} page ended by its timeout; first deploy ${deploySeconds} s`
    );
  },
};

async function deployed(house: Installation): Promise<void> {
  await house.rostra('apps:create', 'guess');
  await house.rostra('addons:create', 'postgres:hobby-basic', '--app', 'guess');
  const config = ['OTREE_PRODUCTION=1', 'OTREE_AUTH_LEVEL=STUDY', 'OTREE_ADMIN_PASSWORD=of an hour', `OTREE_REST_KEY=${key}`];
  await house.rostra('config:set', ...config, '--app', 'guess');
  await house.rostra('deploy', join(import.meta.dirname, 'otree-project'), '--app', 'guess');
}

/** In the middle of the first round the project is deployed again. */
async function exchanged(house: Installation, crowd: Crowd): Promise<void> {
  while (crowd.submits < people / 4) await sleep(100);
  const before = await pid(house);
  await house.rostra('deploy', join(import.meta.dirname, 'otree-project'), '--app', 'guess');
  expect(crowd.finished < people / 2, 'The dyno was exchanged after the game was over.');
  expect((await pid(house)) !== before, 'The dyno was not exchanged.');
}

async function pid(house: Installation): Promise<number> {
  const dynos: { name: string; pid: number; state: string }[] = JSON.parse(await house.rostra('ps', '--app', 'guess', '--json'));
  return dynos.find(({ name, state }) => name === 'web.1' && state === 'up')?.pid ?? 0;
}

/** The codes of its participants. */
async function session(house: Installation): Promise<string[]> {
  const url = `${house.appUrl('guess')}/api/sessions`;
  const headers = { 'otree-rest-key': key };
  const made: { code: string } = JSON.parse(await api({ url, headers, body: { session_config_name: 'guess', num_participants: people } }));
  const found: { participants: { code: string }[] } = JSON.parse(await api({ url: `${url}/${made.code}`, headers }));
  return found.participants.map(({ code }) => code);
}

const guessOf = (person: number, round: number): number => (person * 37 + round * 11) % 101;

interface Row {
  readonly person: string;
  readonly round: number;
  readonly group: string;
  readonly guess: number;
  readonly payoff: number;
}

async function rowsOf(house: Installation): Promise<Row[]> {
  const csv = await api({ url: `${house.appUrl('guess')}/api/export_app?app=guess`, headers: { 'otree-rest-key': key } });
  const table: Record<string, string>[] = parse(csv, { columns: true, skip_empty_lines: true });
  return table.map((row) => ({
    person: row['participant.code'] ?? '',
    round: Number(row['subsession.round_number']),
    group: row['group.id_in_subsession'] ?? '',
    guess: row['player.guess'] === '' ? NaN : Number(row['player.guess']),
    payoff: Number(row['player.payoff']),
  }));
}

/** Every person once in every round, with what was typed and what the rules pay for it. How many pages the clock has ended. */
function checkRows(rows: readonly Row[], codes: readonly string[]): number {
  const keys = new Set(rows.map(({ person, round }) => `${person} ${round}`));
  expect(
    rows.length === people * rounds && keys.size === rows.length,
    `${rows.length} rows, ${keys.size} of them different, instead of ${people * rounds}.`,
  );
  let timeouts = 0;
  for (const row of rows) {
    const person = codes.indexOf(row.person);
    const isTimeout = person === 0 && row.round === 1;
    if (isTimeout) timeouts += 1;
    const typed = isTimeout ? 100 : guessOf(person, row.round);
    expect(row.guess === typed, `${row.person} guessed ${typed} in round ${row.round}, and ${row.guess} is kept.`);
    expect(
      Math.abs(row.payoff - payoffIn(rows, row)) < 0.01,
      `${row.person} earned ${payoffIn(rows, row)} in round ${row.round}, not ${row.payoff}.`,
    );
  }
  return timeouts;
}

function payoffIn(rows: readonly Row[], { round, group, guess }: Row): number {
  const guesses = rows.filter((row) => row.round === round && row.group === group).map((row) => row.guess);
  const target = ((2 / 3) * guesses.reduce((sum, one) => sum + one, 0)) / guesses.length;
  const smallest = Math.min(...guesses.map((one) => Math.abs(one - target)));
  const winners = guesses.filter((one) => Math.abs(one - target) - smallest < 1e-9).length;
  return Math.abs(guess - target) - smallest < 1e-9 ? prize / winners : 0;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round((performance.now() - started) / 1000);
}
