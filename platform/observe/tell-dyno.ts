import type { Control } from '../control/control.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import { dynoStory } from '../rules/dyno-story.ts';

/** A dyno's change of state, in the log of its app and, when it is worth a mark, among its events. */
export function tellDyno(control: Control, before: DynoStatus | null, after: DynoStatus): void {
  if (after.kind === 'addon') return;
  const name = `${after.type}.${after.number}`;
  const { lines, event } = dynoStory(before, after);
  if (lines.length > 0) control.logBook.tell(after.app, name, lines);
  const app = event === null ? null : control.store.apps.byName(after.app);
  if (event === null || app === null) return;
  control.store.events.append({
    appId: app.id,
    atMs: control.clock.nowMs(),
    kind: 'crash',
    level: event.level,
    text: event.text,
    actor: null,
    dyno: name,
    ...(event.code === null ? {} : { code: event.code }),
  });
}
