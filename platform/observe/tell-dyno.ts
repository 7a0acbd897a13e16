import { appsOfServer } from '../addons/apps-of-server.ts';
import type { Control } from '../control/control.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { dynoStory } from '../rules/dyno-story.ts';
import type { DynoStory } from '../rules/dyno-story.ts';

/** A dyno's change of state, in the log of its app and, when it is worth a mark, among its events. */
export function tellDyno(control: Control, before: DynoStatus | null, after: DynoStatus): void {
  const story = dynoStory(before, after);
  if (after.kind === 'addon') tellServer(control, after, story);
  else tellApp(control, { app: after.app, dyno: `${after.type}.${after.number}` }, story);
}

/** What happens to a server concerns every app that has an add-on in it; its last words say why it ended. */
function tellServer(control: Control, server: DynoStatus, { lines, event }: DynoStory): void {
  const words = server.state === 'crashed' ? control.logBook.newest(server.app, { lines: 3 }).map((line) => line.text) : [];
  for (const app of appsOfServer(control, server.app)) tellApp(control, { app, dyno: server.type }, { lines: [...lines, ...words], event });
}

function tellApp(control: Control, about: { readonly app: string; readonly dyno: string }, { lines, event }: DynoStory): void {
  if (lines.length > 0) control.logBook.tell(about.app, about.dyno, lines);
  const app = event === null ? null : control.store.apps.byName(about.app);
  if (event === null || app === null) return;
  control.store.events.append({
    appId: app.id,
    atMs: control.clock.nowMs(),
    kind: 'crash',
    level: event.level,
    text: event.text,
    actor: null,
    dyno: about.dyno,
    ...(event.code === null ? {} : { code: event.code }),
  });
}
