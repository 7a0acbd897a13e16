import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { draftGame, type Draft } from './otree-draft.ts';
import { assignmentsIn, literal, namedArguments, splitOutside } from './otree-project.ts';
import { gitignore, packageFile, tsconfigFile, variableOf } from './templates.ts';

/** `rostra lab port otree PATH`: reads an oTree project and writes a draft of it into an empty folder. Gives the files it wrote. */
export async function portOtree(from: string, into: string): Promise<string[]> {
  const there = await readdir(into).catch(() => []);
  if (there.length > 0) throw fault(409, `There is something in ${into} already.`, 'Choose another folder with --into.');
  const settings = await readFile(join(from, 'settings.py'), 'utf8').catch(() => {
    throw fault(404, `There is no settings.py in ${from}.`, 'Give the folder of an oTree project.');
  });
  const sessions = sessionsIn(settings);
  const names = [...new Set(sessions.flatMap(({ apps }) => apps))];
  const drafts: Draft[] = [];
  for (const name of names) {
    const source = await readFile(join(from, name, '__init__.py'), 'utf8').catch(() => {
      throw fault(404, `There is no ${name}/__init__.py in ${from}.`, 'Apps of oTree before version 5 first need: otree remove_self.');
    });
    drafts.push(draftGame(name, source));
  }
  const files: Record<string, string> = {
    'package.json': packageFile('ported'),
    'tsconfig.json': tsconfigFile,
    '.gitignore': gitignore,
    'rostra.lab.ts': projectText(sessions, names),
    'PORTING.md': checklist(drafts),
  };
  for (const { name, text } of drafts) files[`games/${fileOf(name)}.ts`] = text;
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(into, file)), { recursive: true });
    await writeFile(join(into, file), text);
  }
  return Object.keys(files).sort();
}

function fault(status: number, message: string, hint: string): RostraError {
  return new RostraError({ code: 'LAB_PORT_REFUSED', status, message, hint });
}

interface OldSession {
  readonly name: string;
  readonly apps: readonly string[];
  readonly people: string | null;
}

/** `SESSION_CONFIGS`, as `dict(…)` or as `{…}`. */
function sessionsIn(settings: string): OldSession[] {
  const list = assignmentsIn(settings, '').get('SESSION_CONFIGS') ?? '[]';
  return splitOutside(list.slice(1, -1)).map((entry) => {
    const call = entry.startsWith('{') ? `dict(${entry.slice(1, -1).replaceAll(/['"](\w+)['"]\s*:/g, '$1=')})` : entry;
    const options = namedArguments(call);
    const apps = splitOutside((options.get('app_sequence') ?? '[]').slice(1, -1)).map((app) => app.slice(1, -1));
    return { name: (options.get('name') ?? '').slice(1, -1), apps, people: literal(options.get('num_demo_participants') ?? '') };
  });
}

const fileOf = (name: string): string => name.replaceAll('_', '-');

function projectText(sessions: readonly OldSession[], names: readonly string[]): string {
  return [
    `import { defineProject } from 'rostra/lab';`,
    ...names.map((name) => `import ${variableOf(name)} from './games/${fileOf(name)}.ts';`),
    `\nexport default defineProject({\n  // TODO language, currency and fees of SESSION_CONFIG_DEFAULTS.`,
    `  defaults: { participationFee: 0, pointValue: 1 },\n  sessions: [`,
    ...sessions.map(({ name, apps, people }) => {
      const demo = people === null ? '' : `, demoParticipants: ${people}`;
      return `    { name: '${name}', games: [${apps.map(variableOf).join(', ')}]${demo} },`;
    }),
    '  ],\n});\n',
  ].join('\n');
}

function checklist(drafts: readonly Draft[]): string {
  const parts = drafts.map(({ name, todo }) => [`## ${name}\n`, ...todo.map((one) => `- [ ] ${one}`), ''].join('\n'));
  return `# What is left to port\n\nFields, constants, pages and sessions are there. What remains is what Python code decided.\n\n${parts.join('\n')}`;
}
