import { existsSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { fetchGuest, guestFile } from '../platform/client.ts';
import type { GuestSource } from '../platform/client.ts';
import { UsageFault } from './parse.ts';

/** A project that an app can begin with. What it needs beside its files stands in its app.json. */
export interface Template {
  readonly summary: string;
  readonly folder: string;
  /** Where the folder has none: its app.json. */
  readonly appJson?: unknown;
  /** The folder's files are laid over a project of somebody else's, which is there unless another is named. */
  readonly over?: string;
  /** Config vars that the person who made the app has to know. */
  readonly tells: readonly string[];
  /** After its first deploy. */
  readonly next: string;
}

const root = join(import.meta.dirname, '..');
const secret = { generator: 'secret' };

export const templates: Readonly<Record<string, Template>> = {
  lab: {
    summary: 'experiments of our own kind: some twenty games to begin with',
    folder: join(root, 'demo', 'lab'),
    appJson: {
      name: 'Experiments',
      env: { LAB_PRODUCTION: '1', LAB_AUTH: 'STUDY', LAB_ADMIN_PASSWORD: secret, LAB_SECRET: secret, LAB_REST_KEY: secret },
      addons: ['postgres:standard-0'],
    },
    tells: ['LAB_ADMIN_PASSWORD', 'LAB_REST_KEY'],
    next: 'Sign in as admin and make a session.',
  },
  tab: {
    summary: 'debate tournaments of our own kind',
    folder: join(root, 'demo', 'tab'),
    appJson: {
      name: 'Tournament',
      env: { TAB_ADMIN_PASSWORD: secret, TAB_SECRET: secret, TAB_API_KEY: secret },
      addons: ['postgres:standard-0'],
      formation: { web: { quantity: 1 }, worker: { quantity: 1 } },
    },
    tells: ['TAB_ADMIN_PASSWORD', 'TAB_API_KEY'],
    next: 'Sign in as admin and make a tournament.',
  },
  otree: {
    summary: 'an oTree project with five games and their bots, on Postgres and one web dyno',
    folder: join(root, 'platform', 'addons', 'guests', 'otree'),
    tells: ['OTREE_ADMIN_PASSWORD', 'OTREE_REST_KEY'],
    next: 'Sign in as admin and make a session.',
  },
  django: {
    summary: 'a small Django app on Postgres that keeps its page in Redis',
    folder: join(root, 'platform', 'addons', 'guests', 'django'),
    tells: [],
    next: 'Open it and pin up a notice.',
  },
  tabbycat: {
    summary: 'Tabbycat itself, from its repository or a folder of yours: pages, live updates and a worker',
    folder: join(root, 'platform', 'addons', 'guests', 'tabbycat'),
    over: 'https://github.com/TabbycatDebate/tabbycat.git',
    tells: ['DJANGO_SUPERUSER_USERNAME', 'DJANGO_SUPERUSER_PASSWORD'],
    next: 'Sign in and make a tournament.',
  },
};

export function templateNamed(name: string): Template {
  const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (template === undefined) throw new UsageFault(`There is no template "${name}".`, `There are ${Object.keys(templates).join(', ')}.`);
  return template;
}

/** A project is written into a folder of its own: what is there already stays. */
export async function refuseFull(folder: string): Promise<void> {
  if (!existsSync(folder) || (await readdir(folder)).length === 0) return;
  throw new RostraError({
    code: 'CLI_FOLDER_FULL',
    status: 409,
    message: `There is something in ${folder} already.`,
    hint: 'Nothing was changed. Say where the project is to be written: --folder DIR',
  });
}

/** A guest's files come first, the template's own over them. */
export async function writeProject(template: Template, folder: string, guest: Partial<GuestSource> = {}): Promise<void> {
  if (template.over !== undefined) {
    const source = { source: guest.source ?? template.over, ref: guest.ref ?? null };
    await fetchGuest(folder, source);
    await writeFile(join(folder, guestFile), `${JSON.stringify(source, null, 2)}\n`);
  }
  await cp(template.folder, folder, { recursive: true });
  if (template.appJson !== undefined) await writeFile(join(folder, 'app.json'), `${JSON.stringify(template.appJson, null, 2)}\n`);
}
