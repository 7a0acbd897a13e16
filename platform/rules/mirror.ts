import { isNetwork } from './manifest.ts';
import type { ConfigVars } from './resources.ts';

/** An app that runs beside another one on the same data, with dynos and a line of its own (platform specification, 11). */
export interface Mirror {
  readonly app: string;
  readonly primary: string;
  readonly url: string;
  /** Somebody copied the variables by hand, and it was recognised by them. */
  readonly isByHand: boolean;
  /** Gets each release of its primary. */
  readonly follows: boolean;
  /** `https://tab.…` of this app leads to its primary, which was its mirror before. */
  readonly tookHost: boolean;
  /** In words; empty: both are alike. */
  readonly drift: readonly string[];
  /** Shared variables that are written out instead of following the primary's. */
  readonly copied: readonly string[];
  /** Who may come; null: everybody who knows its address. */
  readonly door: ShownDoor | null;
}

/** Who may come to an app that is not for everybody. */
export interface AppDoor {
  /** Addresses and networks; empty: from anywhere. */
  readonly allow: readonly string[];
  /** Who has to say a name and a password (RFC 7617); null: nobody. */
  readonly basic: { readonly user: string; readonly sha256: string } | null;
}

/** A door as people may see it. */
export interface ShownDoor {
  readonly allow: readonly string[];
  readonly user: string | null;
}

/** What somebody wants of a door. */
export interface DoorWish {
  readonly allow: readonly string[];
  /** Its password is made up; null: none is asked for. */
  readonly user: string | null;
}

/** What is wrong with it, in a sentence; null: nothing. */
export function doorFault({ allow, user }: DoorWish): string | null {
  const wrong = allow.find((entry) => !isNetwork(entry));
  if (wrong !== undefined) return `"${wrong}" is neither an IP address nor a network such as 10.0.0.0/8.`;
  if (allow.length > mostEntries) return `A door has at most ${mostEntries} addresses and networks.`;
  return user === null || userName.test(user) ? null : `"${user}" is no name for a door: letters, digits, dots and dashes, at most 40.`;
}

const mostEntries = 100;
const userName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

/** What a smoke test of a new mirror has found. */
export interface MirrorCheck {
  /** Of its first page. */
  readonly status: number;
  /** Rows that both see in the shared database; null: it has none. */
  readonly rows: number | null;
}

/** One of the two, as far as they have to be alike. */
export interface MirrorSide {
  readonly name: string;
  /** What serves; null: nothing yet. */
  readonly slug: string | null;
  readonly config: ConfigVars;
}

interface Shared extends MirrorSide {
  /** Config vars that it has from add-ons. */
  readonly held: readonly string[];
}

const secret = /(^|_)SECRET(_|$)/;
const placeOfData = /^(DATABASE|REDIS|REDISCLOUD|CACHE|MEMCACHE)\w*_URL$/;
const mail = /^(EMAIL_|SMTP_|MAIL_|SENDGRID_|DEFAULT_FROM_EMAIL$|TAB_DIRECTOR_EMAIL$)/;
const time = /^(TIME_ZONE|TZ)$/;

/** What becomes of an app's mirrors when its data give way to others, in a sentence; null: it has none. */
export function mirrorsWarning(app: string, mirrors: readonly Pick<Mirror, 'app' | 'primary'>[]): string | null {
  const own = mirrors.flatMap((mirror) => (mirror.primary === app ? [mirror.app] : []));
  const [first, ...more] = own;
  if (first === undefined) return null;
  const names = more.length === 0 ? `${first} works` : `${own.slice(0, -1).join(', ')} and ${more.at(-1)} work`;
  return `${names} on the same data as ${app}: visitors there wait too, and find what ${app} has then.`;
}

/** Variables that both must have alike: where the data are, what signs logins, mail and time (MIR-03). By name. */
export function sharedKeys({ config, held }: Pick<Shared, 'config' | 'held'>): readonly string[] {
  const isShared = (key: string): boolean => held.includes(key) || [secret, placeOfData, mail, time].some((kind) => kind.test(key));
  return Object.keys(config).filter(isShared).toSorted();
}

/** In words, what is not alike (MIR-06); it names variables and never their values. `follows`: whether it means to have the same build. */
export function mirrorDrift(primary: Shared, mirror: MirrorSide & { readonly follows: boolean }): readonly string[] {
  const build = mirror.follows && primary.slug !== null && primary.slug !== mirror.slug ? [`runs another build than ${primary.name}`] : [];
  return [...build, ...sharedKeys(primary).flatMap((key) => (isSecondName(key) ? [] : (varDrift(key, primary, mirror) ?? [])))];
}

/** The same server under its encrypted address goes with the other name. */
const isSecondName = (key: string): boolean => key.endsWith('_TLS_URL');

function varDrift(key: string, primary: MirrorSide, mirror: MirrorSide): string | null {
  const [wanted, present] = [primary.config[key], mirror.config[key]];
  if (wanted === undefined || sameValue(wanted, present ?? null)) return null;
  const what = present === undefined ? `${key} is missing` : `${key} is not that of ${primary.name}`;
  return `${what}${consequence(key)}`;
}

function consequence(key: string): string {
  if (key.startsWith('DATABASE')) return ': they work on two databases';
  if (key.startsWith('REDISCLOUD')) return ': pages and rounds that one changes stay as they were on the other';
  if (key.startsWith('REDIS')) return ': live pages of one do not hear of the other';
  return secret.test(key) ? ': who signs in on one is a stranger on the other' : '';
}

/** `postgres://` and `postgresql://` are one. */
export function sameValue(one: string, other: string | null): boolean {
  return other !== null && plain(one) === plain(other);
}

const plain = (value: string): string => value.replace(/^postgresql:\/\//, 'postgres://');

/** The app whose own database this one uses by an address written out: it is a mirror made by hand (MIR-09). Null: of nobody. */
export function primaryByHand(
  app: { readonly name: string; readonly config: ConfigVars; readonly held: readonly string[] },
  others: readonly { readonly name: string; readonly databases: readonly string[] }[],
): string | null {
  const database = app.held.includes('DATABASE_URL') ? null : placeIn(app.config['DATABASE_URL']);
  if (database === null) return null;
  return others.find(({ name, databases }) => name !== app.name && databases.some((each) => placeIn(each) === database))?.name ?? null;
}

/** Where a database is, whoever signs in there. */
function placeIn(address: string | undefined): string | null {
  const url = address === undefined ? null : URL.parse(address);
  return url === null ? null : `${url.host}${url.pathname}`;
}

/** Of the connections that a database allows, as many may be taken by both together (MIR-02). */
const mostTaken = 0.9;

/** Whether one more dyno like those that run has connections; null limit: as many as it likes. */
export function hasConnectionsFor(
  mirrorDynos: number,
  use: { readonly taken: number; readonly dynos: number; readonly limit: number | null },
): boolean {
  if (use.limit === null) return true;
  const each = Math.max(1, Math.ceil(use.taken / Math.max(1, use.dynos)));
  return use.taken + mirrorDynos * each <= mostTaken * use.limit;
}
