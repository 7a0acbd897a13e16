/** What an app says of itself to everybody (platform specification, UI-23). */
export interface ProjectPage {
  /** Where it is, below the app's host. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Who made it, a line each. */
  readonly people: string;
  readonly licence: string;
  readonly cite: string;
  /** The app's path where somebody can try it; null: nowhere. */
  readonly demo: string | null;
  /** Its source as deployed can be fetched. */
  readonly offersSource: boolean;
}

/** As the routers get it. */
export interface PublishedProject extends Omit<ProjectPage, 'offersSource'> {
  /** The archive's place on this machine, and its name for who fetches it; null: there is none. */
  readonly source: { readonly file: string; readonly name: string } | null;
}

export const usualPath = '/about';

const pathForm = /^\/[A-Za-z0-9][A-Za-z0-9._~-]*(\/[A-Za-z0-9][A-Za-z0-9._~-]*)*$/;
const demoForm = /^\/[!-~]{0,199}$/;
const longest = { title: 120, description: 5000, people: 1000, licence: 120, cite: 2000 } as const;

/** What is wrong with it, in a sentence; null: nothing. */
export function projectFault(page: ProjectPage): string | null {
  if (page.title === '') return 'The page needs a title.';
  for (const [name, limit] of Object.entries(longest)) {
    const text: unknown = Reflect.get(page, name);
    if (typeof text === 'string' && text.length > limit) return `The ${name} has more than ${limit} characters.`;
  }
  if (!pathForm.test(page.path) || page.path.length > 100) return `"${page.path}" is no place for it: say a path such as ${usualPath}.`;
  if (page.demo !== null && (!demoForm.test(page.demo) || page.demo.startsWith('//')))
    return `"${page.demo}" is no path of the app: say one such as /demo.`;
  return null;
}

/** Without what may hold config, data or secrets, and without what a build can make again. */
export function isPublicSource(path: string): boolean {
  const names = path.split('/');
  return !names.some((name) => leftOutFolders.has(name) || name.startsWith('.env')) && !leftOutFiles.test(names.at(-1) ?? '');
}

const leftOutFolders = new Set(
  '.git .rostra .rostra-guest.json .venv venv node_modules __pycache__ staticfiles __temp_bots .ssh .aws secrets _rooms uploads media'.split(
    ' ',
  ),
);
const leftOutFiles =
  /\.(sqlite3?|db|dump|sql|csv|xlsx?|pem|key|p12|pfx|crt|log|bak|pyc)(\.gz)?$|^(id_(rsa|ed25519|ecdsa)|\.netrc|\.pgpass|\.npmrc|\.pypirc|credentials(\.json)?|local_settings\.py|secrets?\.\w+)$/i;

const leastSecret = 8;

/** Values that nobody may read in a source; short ones are words of every text. */
export const secretsOf = (config: Readonly<Record<string, string>>): readonly string[] =>
  Object.values(config).filter((value) => value.length >= leastSecret);
