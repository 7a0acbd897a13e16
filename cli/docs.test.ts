import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { CliCommand } from './command.ts';
import { commands } from './commands.ts';
import { topicOf } from './help.ts';

const root = join(import.meta.dirname, '..');
const pages = globSync(['*.md', 'docs/**/*.md', '{accept,bench,chaos,cli,demo,e2e,kit,lab,platform,rehearse,tab}/**/README.md'], {
  cwd: root,
  exclude: (path) => path.includes('node_modules'),
});

const texts = pages.toSorted().map((page) => ({ page, folder: dirname(page), text: readFileSync(join(root, page), 'utf8') }));

/** `docs/how-to/x.md: what is wrong`, of every page. */
const faults = (of: (each: (typeof texts)[number]) => readonly string[]): string[] =>
  texts.flatMap((each) => of(each).map((fault) => `${each.page}: ${fault}`));

const sources = globSync('{accept,bench,chaos,cli,demo,e2e,kit,lab,platform,rehearse,tab,tools}/**/*.{ts,tsx,mjs}', { cwd: root });

describe('what the documents say is there', () => {
  it('pages, that links lead to', () => {
    const deadLinks = faults(({ folder, text }) =>
      [...proseOf(text).matchAll(/\]\((?!https?:|mailto:)([^)#\s]+)/g)]
        .map(([, to = '']) => to)
        .filter((to) => !existsSync(join(root, folder, to))),
    );
    assert.deepEqual(deadLinks, []);
  });

  it('commands, with their options', () => {
    assert.ok(texts.flatMap(({ text }) => codeOf(text).flatMap(commandLines)).length > 150);
    assert.deepEqual(
      faults(({ text }) => codeOf(text).flatMap(commandLines).flatMap(wrongIn)),
      [],
    );
  });

  it('files, that a folder is explained by', () => {
    const gone = faults(({ page, folder, text }) =>
      page.endsWith('/README.md') ? filesIn(text).filter((file) => !isThere(file, folder)) : [],
    );
    assert.deepEqual(gone, []);
  });
});

/** `name.ts`, `folder/name.ts` */
const filesIn = (text: string): string[] => [...text.matchAll(/`([\w./-]+\.(?:ts|tsx|mjs))`/g)].map(([, file = '']) => file);

/** Where the path leads from the folder, from its product or from the root, or somewhere below the product. */
function isThere(file: string, folder: string): boolean {
  const [product = ''] = folder.split('/');
  const places = [folder, product, '.'].map((place) => join(place, file));
  return sources.some((path) => places.includes(path) || (path.startsWith(`${product}/`) && path.endsWith(`/${file}`)));
}

const proseOf = (text: string): string => text.replaceAll(/^```[^]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** Code blocks line by line, and what stands in the text as code. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```[^\n]*\n([^]*?)^```/gm)].flatMap(([, block = '']) => block.replaceAll('\\\n', ' ').split('\n'));
  const spans = [...text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return [...blocks, ...spans];
}

/** `npx rostra ps:scale web=4 -a lab  # why`, `web: rostra lab serve`, one or more in a line. */
function commandLines(code: string): string[] {
  const uncommented = code.replace(/(^|\s)#.*$/, '');
  return [...uncommented.matchAll(/(?:^|&& |; |\$ |: |\()(?:npx )?rostra (?=[a-z])([^;&|<>]*)/g)].map(([, line = '']) => line.trim());
}

function wrongIn(line: string): string[] {
  const [first = '', second = '', ...others] = line.split(/\s+/);
  if (['help', 'heroku'].includes(first) || (isTopic(first) && second === '')) return [];
  const command = named(`${first} ${second}`) ?? named(first) ?? defaultOf(first);
  if (command === undefined) return [`unknown: rostra ${line}`];
  return wrongOptions(command, [second, ...others]).map((option) => `${option} of: rostra ${line}`);
}

function wrongOptions(command: CliCommand, words: readonly string[]): string[] {
  if (command.takesAnyOptions === true) return [];
  const ours = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const options = ours.flatMap((word) => /^--?[a-z][\w-]*/.exec(word) ?? []);
  return options.filter((option) => !optionsOf(command).has(option));
}

const isTopic = (word: string): boolean => commands.some(({ name }) => topicOf(name) === word);

const named = (name: string): CliCommand | undefined => commands.find((each) => each.name === name || each.aliases?.includes(name));

const defaultOf = (topic: string): CliCommand | undefined =>
  commands.find(({ name, isTopicDefault }) => isTopicDefault === true && topicOf(name) === topic);

function optionsOf({ options = [], needsApp = false }: CliCommand): Set<string> {
  const own = options.flatMap(({ flags }) => flags.match(/--?[a-z][\w-]*/g) ?? []);
  return new Set([...own, ...(needsApp ? ['-a', '--app'] : []), '--json', '--host', '--token', '--help', '-h']);
}
