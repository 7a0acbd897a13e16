import { readFile } from 'node:fs/promises';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { facts } from '../../output.ts';
import { UsageFault } from '../../parse.ts';

/** The public page that says what an app is. */
export const aboutCommands: readonly CliCommand[] = [
  {
    name: 'about',
    summary: 'show where the public page is that says what an app is',
    needsApp: true,
    example: 'rostra about --app trust',
    run: async (call) => shown(await call.platform.projectPage(await call.app())),
  },
  {
    name: 'about:set',
    summary: 'publish a page for everybody: what the app is, who made it, how to cite it, its source as deployed; what is not named stays',
    needsApp: true,
    options: [
      { flags: '--title <text>', text: 'what it is called' },
      { flags: '--description <file>', text: 'a file with the description; an empty line begins a paragraph' },
      { flags: '--people <names>', text: 'who made it' },
      { flags: '--licence <name>', text: 'such as MIT' },
      { flags: '--cite <text>', text: 'how to cite it' },
      { flags: '--demo <path>', text: 'where somebody can try it: /demo' },
      { flags: '--path <path>', text: 'where the page is; without it /about' },
      { flags: '--source', text: 'let everybody fetch the source as deployed: no config, data or secrets' },
      { flags: '--keep-source', text: 'nobody can fetch it any more' },
    ],
    example: 'rostra about:set --title "Trust game" --licence MIT --demo /demo --source --app trust',
    run: async (call) => publish(call),
  },
  {
    name: 'about:off',
    summary: 'take the public page away',
    needsApp: true,
    example: 'rostra about:off --app trust',
    run: async (call) => shown(await call.platform.setProjectPage(await call.app(), null)),
  },
];

async function publish(call: Call): Promise<Answer> {
  const app = await call.app();
  const present = (await call.platform.projectPage(app)).page ?? { ...blank, title: app };
  const [description, demo] = [call.option('description'), call.option('demo')];
  const texts = Object.fromEntries(
    ['title', 'people', 'licence', 'cite', 'path'].flatMap((name) => {
      const said = call.option(name);
      return said === null ? [] : [[name, said]];
    }),
  );
  const page = {
    ...present,
    ...texts,
    ...(description === null ? {} : { description: await textOf(description) }),
    ...(demo === null ? {} : { demo }),
    offersSource: !call.flag('keepSource') && (call.flag('source') || present.offersSource),
  };
  return shown(await call.platform.setProjectPage(app, page));
}

const blank = { path: '', title: '', description: '', people: '', licence: '', cite: '', demo: null, offersSource: false };

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new UsageFault(`There is no file ${file}.`, 'Name a file with the description.');
  });
}

interface Shown {
  readonly url: string;
  readonly page: { readonly title: string; readonly offersSource: boolean } | null;
  readonly hasSource: boolean;
}

function shown(state: Shown): Answer {
  const { page, url, hasSource } = state;
  if (page === null) return { json: state, lines: ['There is no project page.'] };
  const source = page.offersSource ? (hasSource ? `${url}/source.tar.gz` : 'as soon as something serves') : 'not offered';
  return {
    json: state,
    lines: facts([
      ['Title', page.title],
      ['At', url],
      ['Source', source],
    ]),
  };
}
