import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'node-html-parser';
import type { Bot, BotAnswer, Script } from './bot.ts';
import { wrongPlan, wrongRecording } from './errors.ts';
import type { MixRequest, Source } from './rules/plan-file.ts';
import { readRecording, type Recording, type Step } from './rules/recording.ts';

/** What each person does: of several sources one by their weights, chosen anew in each pass. `folder` is where the plan's files are. */
export async function scriptOf(sources: readonly Source[], folder: string, says: (note: string) => void): Promise<Script> {
  const scripts = await Promise.all(
    sources.map(async (source): Promise<Weighted<Script>> => ({ weight: source.weight, of: await ofSource(source, folder, says) })),
  );
  return (bot) => chosen(scripts, bot)(bot);
}

interface Weighted<Of> {
  readonly weight: number;
  readonly of: Of;
}

function chosen<Of>(all: readonly Weighted<Of>[], bot: Bot): Of {
  let at = bot.random.next() * all.reduce((sum, { weight }) => sum + weight, 0);
  const found = all.find(({ weight }) => (at -= weight) < 0) ?? all.at(-1);
  if (found === undefined) throw new Error('there is nothing to do');
  return found.of;
}

async function ofSource(source: Source, folder: string, says: (note: string) => void): Promise<Script> {
  switch (source.kind) {
    case 'http':
      return mix(source.requests);
    case 'script':
      return scriptIn(resolve(folder, source.file));
    case 'har': {
      const recording = readRecording(await jsonIn(resolve(folder, source.file)));
      for (const note of recording.notes) says(`${source.file}: ${note}`);
      return played(recording);
    }
    case 'lab':
    case 'otree-bots':
    case 'tab':
      throw wrongPlan(`“${source.kind}” is a whole event, and has no requests of its own.`);
    default:
      return source satisfies never;
  }
}

/** One of the requests, by weight. */
function mix(requests: readonly MixRequest[]): Script {
  const all = requests.map((request): Weighted<Script> => ({ weight: request.weight, of: (bot) => ask(bot, request) }));
  return (bot) => chosen(all, bot)(bot);
}

async function ask(bot: Bot, request: MixRequest): Promise<void> {
  if ('get' in request) await bot.get(request.get);
  else
    await bot.post(request.post, {
      ...(request.form && { form: request.form }),
      ...(request.json !== undefined && { json: request.json }),
    });
}

async function scriptIn(file: string): Promise<Script> {
  const loaded: unknown = await import(pathToFileURL(file).href).catch((error: unknown) => {
    throw wrongPlan(`${file} cannot be read as a script: ${error instanceof Error ? error.message : String(error)}`);
  });
  const script: unknown = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : null;
  if (typeof script !== 'function') throw wrongPlan(`${file} has no function as its default export: export default async (bot) => { … }`);
  return async (bot) => {
    await script(bot);
  };
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return parsed;
  } catch {
    throw wrongRecording(`${file} is not there, or is no JSON.`, 'Save it in the browser: developer tools, Network, “Save all as HAR”.');
  }
}

/** Plays a recording with what the answers gave to this bot. */
function played({ steps }: Recording): Script {
  return async (bot) => {
    const values = new Map<string, string>();
    for (const [at, step] of steps.entries()) {
      if (at > 0 && step.thinkSeconds > 0) await bot.think(step.thinkSeconds);
      take(await askStep(bot, step, values), step, values);
    }
  };
}

function askStep(bot: Bot, { method, path, form, json }: Step, values: ReadonlyMap<string, string>): Promise<BotAnswer> {
  const filled = (text: string): string => text.replaceAll(/\$\{([^}]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  if (method === 'GET') return bot.get(filled(path));
  const fields = form && Object.fromEntries(Object.entries(form).map(([name, value]) => [name, filled(value)]));
  return bot.post(filled(path), { ...(fields && { form: fields }), ...(json !== null && { json: JSON.parse(filled(json)) }) });
}

function take({ text, url }: BotAnswer, step: Step, values: Map<string, string>): void {
  for (const taken of step.take) {
    const value =
      taken.from === 'address'
        ? new URL(url).pathname.split('/')[taken.segment]
        : parse(text).querySelector(`input[name="${taken.field}"]`)?.getAttribute('value');
    if (value !== undefined) values.set(taken.name, value);
  }
}
