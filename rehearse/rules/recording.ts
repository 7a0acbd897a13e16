import * as v from 'valibot';
import { wrongRecording } from '../errors.ts';

/** One request of a recording, ready to be played by many. `${name}` stands for what was taken from an earlier answer. */
export interface Step {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly form: Readonly<Record<string, string>> | null;
  readonly json: string | null;
  /** Seconds that the person looked at the page before. */
  readonly thinkSeconds: number;
  /** Parts of this answer that later steps need: where they stand. */
  readonly take: readonly Taken[];
}

/** The value of a hidden field of this name, or what stands in the address that the answer leads to at this place. */
export type Taken =
  | { readonly name: string; readonly from: 'field'; readonly field: string }
  | { readonly name: string; readonly from: 'address'; readonly segment: number };

export interface Recording {
  readonly host: string;
  readonly steps: readonly Step[];
  /** For a person to look over: what was taken out, and what is filled in anew for each bot. */
  readonly notes: readonly string[];
}

const pair = v.object({ name: v.string(), value: v.string() });
const entry = v.object({
  startedDateTime: v.string(),
  request: v.object({
    method: v.string(),
    url: v.string(),
    headers: v.optional(v.array(pair), []),
    postData: v.optional(
      v.object({
        mimeType: v.optional(v.string(), ''),
        text: v.optional(v.string()),
        params: v.optional(v.array(v.object({ name: v.string(), value: v.optional(v.string(), '') }))),
      }),
    ),
  }),
  response: v.object({
    status: v.number(),
    redirectURL: v.optional(v.string(), ''),
    content: v.optional(v.object({ mimeType: v.optional(v.string(), ''), text: v.optional(v.string()) }), {}),
  }),
});
const har = v.object({ log: v.object({ entries: v.array(entry) }) });

type Entry = v.InferOutput<typeof entry>;

const mostSteps = 500;
const longestThinkSeconds = 60;

/** A recording of a browser (HAR 1.2) as steps: cookies are each bot's own, tokens and ids are taken from the answers, secrets refused. */
export function readRecording(file: unknown): Recording {
  const parsed = v.safeParse(har, file);
  if (!parsed.success)
    throw wrongRecording('The file is no HAR recording.', 'Save it in the browser: developer tools, Network, “Save all as HAR”.');
  const all = parsed.output.log.entries.filter(({ request }) => URL.canParse(request.url));
  const first = all.find(isPlayed);
  if (first === undefined)
    throw wrongRecording('The recording has no page in it.', 'Record from the first page to the last, then save it.');
  const { host } = new URL(first.request.url);
  const own = all.filter((each) => new URL(each.request.url).host === host && isPlayed(each));
  if (own.length > mostSteps)
    throw wrongRecording(`The recording has ${own.length} requests; at most ${mostSteps} are played.`, 'Record one person’s way, once.');
  refuseSecrets(own);
  const left = all.length - own.length;
  return withTaken(host, own, left === 0 ? [] : [`${left} requests left out: pictures, styles, scripts and other hosts`]);
}

/** Pages and what is sent; what a browser fetches by itself is another matter, and redirects are followed anew. */
function isPlayed({ request, response }: Entry): boolean {
  if (request.method === 'POST') return true;
  return request.method === 'GET' && /html|json/.test(response.content.mimeType) && (response.status < 300 || response.status >= 400);
}

const secretName = /passw|secret|api_?key|access_?token|auth_?token|credit|card_?number|\bpin\b|^otree-rest-key$|^authorization$/i;

/** A recording is a file that gets passed around: whatever lets somebody in is refused, by name. */
function refuseSecrets(entries: readonly Entry[]): void {
  const hint = 'Record again without signing in, as a guest of the event does.';
  for (const { request } of entries) {
    const header = request.headers.find(({ name, value }) => value !== '' && secretName.test(name));
    const field = fieldsOf(request).find(([name, value]) => value !== '' && secretName.test(name));
    const query = [...new URL(request.url).searchParams].find(([name]) => secretName.test(name));
    const [name] = header === undefined ? (field ?? query ?? []) : [header.name];
    if (name !== undefined)
      throw wrongRecording(`The recording holds a secret: “${name}” in ${request.method} ${new URL(request.url).pathname}.`, hint);
  }
}

function fieldsOf({ postData }: Entry['request']): [string, string][] {
  if (postData === undefined) return [];
  if (postData.params !== undefined && postData.params.length > 0) return postData.params.map(({ name, value }) => [name, value]);
  return /form-urlencoded/.test(postData.mimeType) ? [...new URLSearchParams(postData.text ?? '')] : [];
}

/** What a server gave to one person and wanted back. */
interface Given {
  readonly step: number;
  readonly taken: Taken;
  readonly value: string;
}

function withTaken(host: string, entries: readonly Entry[], leftOut: readonly string[]): Recording {
  const given: Given[] = [];
  const used = new Set<string>();
  const steps = entries.map((each, at): Omit<Step, 'take'> => {
    const filled = (text: string): string => fill(text, given, used);
    const { pathname, search } = new URL(each.request.url);
    const fields = fieldsOf(each.request);
    const json = /json/.test(each.request.postData?.mimeType ?? '') ? (each.request.postData?.text ?? null) : null;
    const step = {
      method: each.request.method === 'POST' ? ('POST' as const) : ('GET' as const),
      path: filled(`${pathname}${search}`),
      form: fields.length === 0 ? null : Object.fromEntries(fields.map(([name, value]) => [name, filled(value)])),
      json: json === null ? null : filled(json),
      thinkSeconds: thinkBefore(entries, at),
    };
    given.push(...givenBy(each, at));
    return step;
  });
  const taken = steps.map((step, at) => ({
    ...step,
    take: given.filter(({ step: of, taken: { name } }) => of === at && used.has(name)).map((each) => each.taken),
  }));
  const notes = [...used].map((name) => `${name} is different for each bot: it comes from the answers`);
  return { host, steps: taken, notes: ['cookies are each bot’s own', ...leftOut, ...notes] };
}

/** Short words and small numbers stand everywhere: only what was made for one person is replaced. */
const isOwn = (value: string): boolean => value.length >= 6 && /\d/.test(value) && /[a-z]/i.test(value);

function givenBy({ response, request }: Entry, step: number): Given[] {
  const html = response.content.text ?? '';
  const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].flatMap(([tag]): Given[] => {
    const [field, value] = [/name="([^"]+)"/.exec(tag)?.[1], /value="([^"]*)"/.exec(tag)?.[1]];
    if (field === undefined || value === undefined || !isOwn(value)) return [];
    return [{ step, value, taken: { name: `${field}-${step}`, from: 'field', field } }];
  });
  const address = response.redirectURL === '' ? '' : new URL(response.redirectURL, request.url).pathname;
  const segments = address
    .split('/')
    .flatMap((value, segment): Given[] =>
      isOwn(value) ? [{ step, value, taken: { name: `address-${segment}-${step}`, from: 'address', segment } }] : [],
    );
  return [...hidden, ...segments];
}

/** The newest value wins: a token that changes with each page is the last page's. */
function fill(text: string, given: readonly Given[], used: Set<string>): string {
  return given.toReversed().reduce((filled, { value, taken: { name } }) => {
    if (!filled.includes(value)) return filled;
    used.add(name);
    return filled.replaceAll(value, `\${${name}}`);
  }, text);
}

function thinkBefore(entries: readonly Entry[], at: number): number {
  const [before, now] = [entries[at - 1], entries[at]].map((each) => secondOfDay(each?.startedDateTime ?? ''));
  const seconds = (now ?? NaN) - (before ?? NaN);
  return Number.isFinite(seconds) ? Math.min(longestThinkSeconds, Math.max(0, Math.round(seconds * 10) / 10)) : 0;
}

/** Of `2026-07-05T09:31:08.104Z`; recordings of one person do not last over midnight. */
function secondOfDay(time: string): number {
  const [, hours, minutes, seconds] = /T(\d\d):(\d\d):(\d\d(?:\.\d+)?)/.exec(time) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
