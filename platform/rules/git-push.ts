/** Services of Git's smart HTTP that a repository of an app offers. */
export const gitServices = ['git-upload-pack', 'git-receive-pack'] as const;

/** One ref that somebody wants to change: commits as hex, all zeros where there is none. */
export interface RefChange {
  /** `refs/heads/main` */
  readonly ref: string;
  readonly from: string;
  readonly to: string;
  /** Where the ref stands now: others may have pushed since the client looked. */
  readonly present: string | null;
  /** Another push to this app is being built. */
  readonly isBusy: boolean;
}

export type PushVerdict =
  | { readonly kind: 'deploy' }
  /** Taken as it is; `text` says what that means. */
  | { readonly kind: 'store'; readonly text: string }
  | { readonly kind: 'refuse'; readonly text: string };

const deployed = /^refs\/heads\/(?:main|master)$/;
const nothing = /^0+$/;

/** What a push does (platform specification, DEP-01): main or master is built, everything else is kept. */
export function pushVerdict({ ref, from, to, present, isBusy }: RefChange): PushVerdict {
  const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
  if (!deployed.test(ref)) return { kind: 'store', text: nothing.test(to) ? `${name} is removed.` : notDeployed(name) };
  if (nothing.test(to)) return { kind: 'refuse', text: `${name} is what runs, so it cannot be removed; destroy the app instead.` };
  if ((present ?? '') !== (nothing.test(from) ? '' : from))
    return { kind: 'refuse', text: `Somebody pushed ${name} meanwhile: fetch it, then push again.` };
  if (isBusy) return { kind: 'refuse', text: 'Another push to this app is being built: push again when it is over.' };
  return { kind: 'deploy' };
}

const notDeployed = (name: string): string => `${name} is stored, not deployed; push ${name}:main to deploy it.`;

export interface CgiHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where the body begins. */
  readonly length: number;
}

/** The head that a CGI program writes before its answer's body (RFC 3875, section 6); null while it is not complete. */
export function cgiHead(bytes: Uint8Array): CgiHead | null {
  const text = new TextDecoder('latin1').decode(bytes);
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return null;
  const fields = text.slice(0, end.index).split(/\r?\n/).flatMap(fieldOf);
  const { status = '200', ...headers } = Object.fromEntries(fields);
  return { status: Number.parseInt(status, 10), headers, length: end.index + end[0].length };
}

function fieldOf(line: string): [string, string][] {
  const colon = line.indexOf(':');
  return colon < 1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
}

/** The app's name in `shop.git`; null when it is no such name. */
export function repositoryApp(name: string): string | null {
  return /^(.+)\.git$/.exec(name)?.[1] ?? null;
}
