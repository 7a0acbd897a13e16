import type { Call, CliCommand, Completes } from '../../command.ts';
import { typedSoFar, wanted } from '../../completion.ts';

export const completionWords: CliCommand = {
  name: 'completion:words',
  summary: 'what could come next in a command line, for the shell',
  args: '<line>',
  example: 'rostra completion:words -- "rostra ps:"',
  isHidden: true,
  run: async (call) => {
    const typed = typedSoFar(call.args[0] ?? '');
    const found = wanted(typed, call.commands);
    const all = 'words' in found ? found.words : await namesOf(call, found.names, typed.app ?? call.config.app).catch(() => []); // a shell shows no faults
    const words = all.filter((word) => word.startsWith(typed.current));
    return { json: words, lines: words };
  },
};

async function namesOf({ platform }: Call, names: Completes, app: string | null): Promise<readonly string[]> {
  if (names === 'apps') return (await platform.apps()).map(({ name }) => name);
  if (app === null) return [];
  switch (names) {
    case 'addons':
      return (await platform.addons(app)).map(({ name }) => name);
    case 'config':
      return Object.keys(await platform.config(app));
    case 'dynos':
      return [...(await platform.formation(app)), ...(await platform.dynos(app)).map(({ name }) => ({ type: name }))].map(
        ({ type }) => type,
      );
    case 'releases':
      return (await platform.releases(app)).map(({ version }) => `v${version}`);
    case 'types':
      return (await platform.formation(app)).map(({ type }) => `${type}=`);
    default:
      return [];
  }
}
