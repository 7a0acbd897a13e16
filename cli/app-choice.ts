import type { Operations } from '../platform/client.ts';
import { UsageFault } from './parse.ts';

/** The app a command is about; without a name a fault that lists what there is. */
export async function chosenApp(named: string | null, platform: Operations): Promise<string> {
  if (named !== null) return named;
  const apps = await platform.apps();
  const known = apps.map((app) => app.name).join(', ');
  const hint = apps.length === 0 ? 'There is no app yet: `rostra apps:create hello` makes one.' : `Add --app NAME. There are: ${known}.`;
  throw new UsageFault('This command needs to know which app.', hint);
}
