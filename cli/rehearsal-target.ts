import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Target } from '../rehearse/target.ts';
import type { Call, CliOption } from './command.ts';
import { UsageFault } from './parse.ts';

/** The options that both rehearsals share. */
export const rehearsalOptions: readonly CliOption[] = [
  { flags: '--think <ms>', text: 'mean time somebody looks at a page, 0 unless said' },
  { flags: '--limit <seconds>', text: 'give up after this, 300 unless said' },
  { flags: '--seed <text>', text: 'the same seed gives the same people' },
  { flags: '--url <url>', text: 'an app that this platform does not run' },
  { flags: '--key <key>', text: "that app's API key" },
];

/** The app that is played with: by `--url` and `--key`, else the platform is asked for its address and for the key in `keyVar`. */
export async function rehearsalTarget(call: Call, { app, keyVar }: { readonly app: string; readonly keyVar: string }): Promise<Target> {
  const url = call.option('url');
  const key = call.option('key');
  if (url !== null) {
    if (!URL.canParse(url)) throw new UsageFault(`"${url}" is no address.`, 'Give the whole address: --url https://lab.example.org.');
    if (key === null) throw new UsageFault(`${url} needs an API key.`, `Give it with --key; on a platform it is the config var ${keyVar}.`);
    return { url, key, dynos: null };
  }
  const name = call.option('app') ?? call.config.app ?? app;
  const [found, config] = await Promise.all([call.platform.app(name), call.platform.config(name)]);
  const ownKey = key ?? config[keyVar];
  if (ownKey === undefined) throw new KeyMissing(name, keyVar);
  return { url: found.url, key: ownKey, dynos: () => call.platform.dynos(name) };
}

class KeyMissing extends RostraError {
  constructor(app: string, keyVar: string) {
    const hint = `Set one: rostra config:set ${keyVar}=… --app ${app}`;
    super({ code: 'REHEARSAL_NO_KEY', status: 422, message: `${app} has no config var ${keyVar}, so its API lets nobody in.`, hint });
  }
}
