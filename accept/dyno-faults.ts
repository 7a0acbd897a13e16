import { askOf, deployEcho, dynosOf, echoFolder, logLines } from './echo-app.ts';
import { ask, until } from './load.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

/** Brings dynos to each code that a dyno can have; the codes that were told and counted. */
export async function dynoFaults(house: House): Promise<readonly string[]> {
  const told = await Promise.all([neverListens(house), listensElsewhere(house), deafAndLoud(house), takesTooMuch(house)]);
  return told.flat();
}

async function neverListens(house: House): Promise<string[]> {
  return bad(house, { app: 'r10', setting: 'BIND=never', code: 'R10', limitMs: 110_000 });
}

async function listensElsewhere(house: House): Promise<string[]> {
  return bad(house, { app: 'r11', setting: 'BIND=8123', code: 'R11', limitMs: 30_000 });
}

async function bad(house: House, { app, setting, code, limitMs }: { app: string; setting: string; code: string; limitMs: number }) {
  await house.rostra('apps:create', app);
  await house.rostra('config:set', setting, '--app', app);
  const deploy = house.refusal('deploy', echoFolder, '--app', app).catch(() => '');
  await counted(house, { app, code, limitMs });
  await house.rostra('ps:scale', 'web=0', '--app', app).catch(() => '');
  await deploy;
  return [code];
}

/** It talks faster than anybody reads, and does not hear that it has to go. */
async function deafAndLoud(house: House): Promise<string[]> {
  const app = await deployEcho(house, { app: 'r12', config: { DEAF: '1' } });
  await ask(askOf(house, app, '/chatter/60000'));
  await counted(house, { app, code: 'L12', limitMs: 30_000 });
  await house.rostra('ps:scale', 'web=0', '--app', app);
  await counted(house, { app, code: 'R12', limitMs: 60_000 });
  return ['L12', 'R12'];
}

async function takesTooMuch(house: House): Promise<string[]> {
  const app = await deployEcho(house, { app: 'r14' });
  await house.rostra('ps:type', 'web=custom:128', '--app', app);
  const memory = async (): Promise<number> => {
    await until('its memory is measured', 60_000, async () => ((await dynosOf(house, app))[0]?.memoryMb ?? 0) > 0);
    return (await dynosOf(house, app))[0]?.memoryMb ?? 0;
  };
  await ask(askOf(house, app, `/mem/${Math.round(145 - (await memory()))}`));
  await counted(house, { app, code: 'R14', limitMs: 60_000 });
  await ask(askOf(house, app, `/mem/${Math.round(280 - (await memory()))}`));
  await counted(house, { app, code: 'R15', limitMs: 60_000 });
  return ['R14', 'R15'];
}

/** The code is told, and `apps:errors` counts as many as the log has. */
async function counted(house: House, { app, code, limitMs }: { app: string; code: string; limitMs: number }): Promise<void> {
  const told = async (): Promise<number> => (await logLines(house, app, 10_000)).filter((line) => isTold(line, code)).length;
  await until(code, limitMs, async () => (await told()) > 0);
  const before = await told();
  const counts: { code: string; count: number }[] = JSON.parse(await house.rostra('apps:errors', '--app', app, '--json'));
  const count = counts.find((each) => each.code === code)?.count ?? 0;
  expect(count >= before && count <= (await told()), `apps:errors counts ${count} × ${code}, the log has ${before}.`);
}

const isTold = (line: string, code: string): boolean => line.includes(`]: Error ${code} (`) || line.includes(`]: ${code} (`);
