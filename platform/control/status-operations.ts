import { RostraError } from '#kit/errors/rostra-error.ts';
import { longestNote, statusPath, withNote } from '../rules/status-page.ts';
import { appNamed } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import { appUrl } from './resources.ts';
import type { NewStatusNote, StatusPageState, StatusVerbs } from './status-verbs.ts';

/** The page that says to everybody how an app stands. */
export function statusOperations(control: Control, actor: string): StatusVerbs {
  const { statusPages } = control.store;
  return {
    statusPage: async (name) => stateOf(control, name),
    setStatusPage: async (name, on) => {
      const app = appNamed(control, name);
      changeApp(control, { app, actor, text: `Status page ${on ? 'on' : 'off'}` }, () => {
        if (!on) statusPages.remove(app.id);
        else if (statusPages.of(app.id) === null) statusPages.set(app.id, { notes: [] });
      });
      return stateOf(control, name);
    },
    addStatusNote: async (name, note) => {
      const app = appNamed(control, name);
      const said = checked(control, note);
      changeApp(control, { app, actor, text: `Status: ${said.text}` }, () =>
        statusPages.set(
          app.id,
          withNote(statusPages.of(app.id) ?? { notes: [] }, said, new Date(control.clock.nowMs() - dayMs).toISOString()),
        ),
      );
      return stateOf(control, name);
    },
  };
}

function stateOf(control: Control, name: string): StatusPageState {
  const { id } = appNamed(control, name);
  return { url: `${appUrl(control, name)}${statusPath}`, page: control.store.statusPages.of(id) };
}

const dayMs = 86_400_000;
const longestPromise = 1440;

function checked({ clock }: Control, { text, nextMinutes }: NewStatusNote): { at: string; text: string; nextAt: string | null } {
  const said = text.trim();
  if (said === '' || said.length > longestNote) throw wrongNote(`A note has 1 to ${longestNote} characters.`);
  if (nextMinutes !== null && (!Number.isInteger(nextMinutes) || nextMinutes < 1 || nextMinutes > longestPromise))
    throw wrongNote(`The next word can be promised within 1 to ${longestPromise} minutes.`);
  const nowMs = clock.nowMs();
  const nextAt = nextMinutes === null ? null : new Date(nowMs + nextMinutes * 60_000).toISOString();
  return { at: new Date(nowMs).toISOString(), text: said, nextAt };
}

const wrongNote = (message: string): RostraError =>
  new RostraError({ code: 'PLATFORM_WRONG_NOTE', status: 422, message, hint: 'Nothing was published.' });
