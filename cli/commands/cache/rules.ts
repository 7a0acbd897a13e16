import { readFile } from 'node:fs/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Answer, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { UsageFault, wholeNumber } from '../../parse.ts';
import type { CacheRulesFacts, CacheRulesWish } from '../../../platform/client.ts';

export const showCacheRules: CliCommand = {
  name: 'cache:rules',
  summary: 'show the rules of the page cache of an app: which pages are kept how long, and what the canary says of them',
  needsApp: true,
  example: 'rostra cache:rules --app tab',
  run: async (call) => {
    const app = await call.app();
    return shown(app, await call.platform.cacheRules(app));
  },
};

export const setCacheRules: CliCommand = {
  name: 'cache:rules:set',
  summary:
    'put rules of the page cache in force: a file written as the part "cache" of rostra.json, an earlier version, or those of the release',
  args: '[file]',
  needsApp: true,
  options: [
    { flags: '--to <version>', text: 'those of an earlier version' },
    { flags: '--of-release', text: 'those of the release again' },
  ],
  example: 'rostra cache:rules:set cache.json --app tab',
  run: async (call) => {
    const app = await call.app();
    const wish = await wishOf(call.args[0] ?? null, call.option('to'), call.flag('of-release'));
    return shown(app, await call.platform.setCacheRules(app, wish));
  },
};

async function wishOf(file: string | null, version: string | null, ofRelease: boolean): Promise<CacheRulesWish> {
  if ([file !== null, version !== null, ofRelease].filter(Boolean).length !== 1)
    throw new UsageFault('Name a file, --to VERSION or --of-release.', 'rostra cache:rules:set cache.json --app tab');
  if (version !== null) return { version: wholeNumber(version, { name: '--to', min: 1, max: 1_000_000 }) };
  return file === null ? { section: null } : { section: parsed(await readFile(file, 'utf8').catch(() => ''), file) };
}

function parsed(text: string, file: string): CacheRulesWish['section'] & object {
  try {
    return JSON.parse(text);
  } catch {
    throw new RostraError({
      code: 'CACHE_RULES_NO_JSON',
      status: 422,
      message: `${file} cannot be read as JSON.`,
      hint: 'Write {"rules": [{"path": "/", "tier": "fast"}]}.',
    });
  }
}

const sources = { somebody: 'set by hand', release: 'of the release', nowhere: 'none' } as const;

function shown(app: string, facts: CacheRulesFacts): Answer {
  const { version, from, settings, suspects } = facts;
  const suspected = new Set(suspects.map(({ rule }) => rule));
  const rows = (settings?.rules ?? []).map(({ path, deny, force, ttlMs, tags }) => [
    path,
    deny ? 'never kept' : ttlMs === null ? 'as the app says' : `${ttlMs / 1000} s`,
    suspected.has(path) ? 'switched off by the canary' : force === true ? 'forced' : '',
    tags.join(' '),
  ]);
  const cookies = settings?.significantCookies ?? null;
  return {
    json: facts,
    lines: [
      `Rules of ${app}: ${sources[from]}${version === 0 ? '' : `, version ${version}`}.`,
      `Cookies that pages depend on: ${cookies === null ? 'every one' : cookies.join(', ') || 'none'}.`,
      ...(rows.length === 0 ? [] : columns(['Pages', 'Kept', '', 'Tags'], rows)),
      ...suspects.map(({ rule, page }) => `${rule} is switched off: two visitors got two different pages at ${page}.`),
    ],
  };
}
