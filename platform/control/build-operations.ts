import { noSuchBuild } from '../errors.ts';
import { startBuild } from '../releases/deploy.ts';
import { refuseDuringEvent } from '../releases/during-event.ts';
import type { Build } from '../rules/resources.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { Operations, Tail } from './operations.ts';
import { buildResource } from './resources.ts';

type BuildVerbs = Pick<Operations, 'startBuild' | 'build' | 'followBuild'>;

export function buildOperations(control: Control, actor: string): BuildVerbs {
  return {
    startBuild: async (name, source, wish = {}) => {
      const app = appNamed(control, name);
      refuseDuringEvent(control, app.id, wish);
      return buildOf(control, name, await startBuild(control, app, { source, actor }));
    },
    build: async (name, id) => buildOf(control, name, id),
    followBuild: (name, id, tail) => followBuild(control, { name, id }, tail),
  };
}

function buildOf(control: Control, name: string, id: string): Build {
  const build = control.store.builds.find(id);
  if (build === null || build.appId !== appNamed(control, name).id) throw noSuchBuild(name, id);
  return buildResource(name, build);
}

async function followBuild(
  control: Control,
  { name, id }: { readonly name: string; readonly id: string },
  tail: Tail<string>,
): Promise<Build> {
  buildOf(control, name, id);
  const stop = control.outputs.follow(id, (line) => tail.onItem(line));
  try {
    const isOver = ({ status }: Build): boolean => status === 'failed' || (status === 'succeeded' && !isAwaitedAtTheDoor(control, name));
    const look = (): Build | null => {
      const build = buildOf(control, name, id);
      return isOver(build) ? build : null;
    };
    return (await control.changes.until(look, tail.signal)) ?? buildOf(control, name, id);
  } finally {
    stop();
  }
}

/** The first release serves, and the routers have not been told: whoever opens the app now would read that there is nothing in it. */
const isAwaitedAtTheDoor = (control: Control, name: string): boolean =>
  appNamed(control, name).serving !== null && control.router.takesForBlank(name);
