import type { Call, CliCommand } from '../../command.ts';
import { facts } from '../../output.ts';
import { UsageFault } from '../../parse.ts';

export const mirrorDoor: CliCommand = {
  name: 'mirror:door',
  summary: 'say who may come to a mirror: from where, and with which name',
  needsApp: true,
  options: [
    { flags: '--allow <networks>', text: 'only from these addresses and networks: 10.0.0.0/8,192.0.2.7' },
    { flags: '--basic <user>', text: 'only with this name and a password, which is made up and shown once' },
    { flags: '--everybody', text: 'whoever knows its address' },
  ],
  example: 'rostra mirror:door --basic desk --app tab-admin',
  run: async (call) => {
    const door = doorOf(call);
    if (call.flag('everybody') === (door !== null))
      throw new UsageFault('Nothing is said of who may come.', 'Say --allow NETWORKS, --basic USER, both, or --everybody alone.');
    const changed = await call.platform.setMirrorDoor(await call.app(), door);
    const { mirror } = changed;
    return { json: changed, lines: facts([['Mirror', mirror.url], ...doorFacts(changed)]) };
  },
};

interface Door {
  readonly allow: readonly string[];
  readonly user: string | null;
}

/** As it was asked for; null: nothing was. */
export function doorOf(call: Call): Door | null {
  const [allow, user] = [call.option('allow'), call.option('basic')];
  if (allow === null && user === null) return null;
  return { allow: allow === null ? [] : allow.split(',').map((entry) => entry.trim()), user };
}

/** What the people at the desk have to know. */
export function doorFacts({
  mirror,
  password,
}: {
  readonly mirror: { readonly door: Door | null };
  readonly password: string | null;
}): [string, string][] {
  const { door } = mirror;
  if (door === null) return [['Open to', 'everybody who knows its address']];
  const from = door.allow.length === 0 ? 'everybody' : door.allow.join(', ');
  return [
    ['Open to', from],
    ...(password === null ? [] : [['Name and password', `${door.user ?? ''} ${password} (shown once)`] satisfies [string, string]]),
  ];
}
