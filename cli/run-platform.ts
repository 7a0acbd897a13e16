import { RostraError } from '#kit/errors/rostra-error.ts';
import { connectClient, localAddress } from '../platform/client.ts';
import type { Call } from './command.ts';
import { startDemo } from './demo.ts';
import { bold } from './output.ts';

/** Starts the platform, says where everything is, and runs until somebody stops it. */
export async function runPlatform(call: Call, { isDemo }: { readonly isDemo: boolean }): Promise<void> {
  const { startPlatform } = await import('../platform/main.ts');
  const platform = await startPlatform();
  const apps = isDemo ? await Promise.race([demoApps(call, platform), platform.stopped.then(() => [])]) : [];
  const { url, home, adminPassword: password } = platform;
  const places: Places = { dashboard: url, apps, password, home };
  call.output.item(places, readyLines(places).join('\n'));
  await platform.stopped;
}

interface Place {
  readonly name: string;
  readonly url: string;
}

interface Places {
  readonly dashboard: string;
  readonly apps: readonly Place[];
  readonly password: string;
  readonly home: string;
}

/** A demo app that does not start is a fault to be read, not a reason to stop the platform. */
async function demoApps(
  call: Call,
  { home, adminPassword }: { readonly home: string; readonly adminPassword: string },
): Promise<readonly Place[]> {
  const platform = connectClient(localAddress(home));
  try {
    await startDemo(platform, { password: adminPassword, onLine: (line) => call.output.progress(line) });
  } catch (error) {
    if (!(error instanceof RostraError)) throw error;
    call.output.fault(error);
  }
  const apps = await platform.apps().catch(() => []);
  return apps.filter(({ state }) => state === 'up' || state === 'starting').map(({ name, url }) => ({ name, url }));
}

function readyLines({ dashboard, apps, password, home }: Places): string[] {
  const row = (name: string, value: string): string => `  ${name.padEnd(11)} ${value}`;
  const hasLab = apps.some(({ name }) => name === 'lab');
  const next = hasLab ? 'npx rostra rehearse lab --game public_goods --people 60' : 'npx rostra apps:create hello';
  return [
    '',
    bold('Rostra runs.'),
    row('dashboard', dashboard),
    ...apps.map(({ name, url }) => row(name, url)),
    row('password', `${password} (user admin)`),
    row('data', home),
    '',
    `Next: ${next}`,
    'Ctrl-C stops everything; the next start continues from here.',
  ];
}
