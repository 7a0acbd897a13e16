import { access, writeFile } from 'node:fs/promises';
import { UsageFault, wholeNumber } from '../../parse.ts';
import type { CliCommand } from '../../command.ts';

const file = 'rehearsal.json';

/** By the config var that only such an app has. */
const sources: readonly { readonly keyVar: string; readonly source: object }[] = [
  { keyVar: 'LAB_REST_KEY', source: { kind: 'lab', session: 'public_goods', groupsOf: 3 } },
  { keyVar: 'TAB_API_KEY', source: { kind: 'tab' } },
  { keyVar: 'OTREE_REST_KEY', source: { kind: 'otree-bots', session: 'NAME_OF_A_SESSION_CONFIG' } },
];

export const rehearseInit: CliCommand = {
  name: 'rehearse init',
  summary: `write a ${file} to start from, as it fits the app`,
  needsApp: true,
  options: [{ flags: '--people <number>', text: 'how many are expected, 100 unless said' }],
  example: 'rostra rehearse init --app lab-main --people 120',
  run: async (call) => {
    const app = await call.app();
    const people = wholeNumber(call.option('people') ?? '100', { name: '--people', min: 1, max: 20_000 });
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) throw new UsageFault(`There is a ${file} here already.`, 'Change it, or move it away first.');
    const { names } = await call.platform.configKeys(app);
    const found = sources.find(({ keyVar }) => names.includes(keyVar))?.source;
    const source = found ?? { kind: 'http', requests: [{ get: '/' }] };
    const arrival = found === undefined ? { mode: 'every', seconds: 10 } : { mode: 'over', seconds: 30 };
    const plan = { app, people, sources: [source], arrival, slo: { p95Ms: 1500, failedPct: 0.5 } };
    await writeFile(file, `${JSON.stringify(plan, null, 2)}\n`);
    return { json: plan, lines: [`${file} is written. Look at it, then: rostra rehearse run ${app} --plan ${file}`] };
  },
};
