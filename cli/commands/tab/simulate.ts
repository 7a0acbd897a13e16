import { randomUUID } from 'node:crypto';
import type { Call, CliCommand } from '../../command.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';

export const tabSimulate: CliCommand = {
  name: 'tab simulate',
  summary: 'play a made-up tournament to its champion through the pages of a running tab, and say how long each step took',
  needsApp: true,
  options: [
    { flags: '--format <name>', text: 'bp unless said' },
    { flags: '--teams <number>', text: '24 unless said, 400 at most' },
    { flags: '--rounds <number>', text: 'preliminary rounds, 5 unless said' },
    { flags: '--name <address>', text: 'the address of the tournament; made up unless said' },
    { flags: '--seed <text>', text: 'the same seed makes the same people and ballots' },
    { flags: '--url <url>', text: 'a tab that this platform does not run' },
    { flags: '--password <password>', text: "that tab's admin password" },
  ],
  example: 'rostra tab simulate --format bp --teams 400 --rounds 9',
  run: async (call) => {
    const { playTournament, sizeFor } = await import('../../../tab/index.ts');
    const number = (name: string, otherwise: string, max: number): number =>
      wholeNumber(call.option(name) ?? otherwise, { name: `--${name}`, min: 1, max });
    const teams = number('teams', '24', 400);
    const size = sizeFor({ format: call.option('format') ?? 'bp', teams, rounds: number('rounds', '5', 20) });
    const seed = call.option('seed') ?? randomUUID();
    const slug =
      call.option('name') ??
      `simulated-${size.format}-${teams}-${seed
        .replaceAll(/[^a-z0-9]/gi, '')
        .toLowerCase()
        .slice(0, 6)}`;
    const target = await targetOf(call);
    const played = await playTournament({
      ...target,
      name: `Simulated: ${size.format}, ${teams} teams`,
      slug,
      size,
      seed,
      onProgress: (line) => call.output.progress(line),
    });
    const steps = played.steps.map(
      (one) => `${one.step.padEnd(16)} ${one.times} ×, ${one.medianMs} ms in the middle, ${one.worstMs} ms at worst`,
    );
    return { json: played, lines: [`${slug}: ${played.rounds} rounds, ${played.ballots} ballots, to the champion`, ...steps] };
  },
};

async function targetOf(call: Call): Promise<{ readonly url: string; readonly password: string }> {
  const [url, password] = [call.option('url'), call.option('password')];
  if (url !== null) {
    if (!URL.canParse(url)) throw new UsageFault(`"${url}" is no address.`, 'Give the whole address: --url http://127.0.0.1:8001.');
    if (password === null) throw new UsageFault(`The tab room of ${url} asks for a password.`, 'Give it with --password.');
    return { url, password };
  }
  const app = call.option('app') ?? call.config.app ?? 'tab';
  const [found, config] = await Promise.all([call.platform.app(app), call.platform.config(app)]);
  const own = password ?? config['TAB_ADMIN_PASSWORD'];
  if (own === undefined) throw new UsageFault(`${app} has no config var TAB_ADMIN_PASSWORD.`, 'Give the password with --password.');
  return { url: found.url, password: own };
}
