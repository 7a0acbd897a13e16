/** A place that backups are copied to. */
export type TargetSettings = FolderTarget | S3Target;

export interface FolderTarget {
  readonly kind: 'folder';
  /** Absolute, on another disk. */
  readonly path: string;
}

export interface S3Target {
  readonly kind: 's3';
  /** `https://s3.eu-central-1.amazonaws.com` */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Before every name; may be empty. */
  readonly prefix: string;
  readonly keyId: string;
  readonly secret: string;
}

/** What is asked for, as words: `/mnt/usb`, or `s3://bucket/prefix`. */
export interface TargetWish {
  readonly name: string;
  readonly to: string;
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  readonly keyId?: string | undefined;
  readonly secret?: string | undefined;
}

/** What people see of it; never the secret. */
export interface BackupTarget {
  readonly name: string;
  readonly to: string;
  readonly endpoint: string | null;
  readonly keyId: string | null;
}

type ReadTarget = { readonly ok: true; readonly settings: TargetSettings } | { readonly ok: false; readonly fault: string };

/** A region where nobody said one is the usual one of the protocol. */
const usualRegion = 'us-east-1';

export function readTarget(wish: TargetWish): ReadTarget {
  const { name, to } = wish;
  if (!/^[a-z][a-z0-9-]{0,29}$/.test(name)) return fault('A name has lower-case letters, digits and -, and at most 30 of them');
  const [, scheme] = /^([a-z0-9]+):\/\//.exec(to) ?? [];
  if (scheme === undefined)
    return to.startsWith('/')
      ? { ok: true, settings: { kind: 'folder', path: to.replace(/(.)\/+$/, '$1') } }
      : fault(`“${to}” is no whole path`);
  return scheme === 's3' ? readS3(wish) : fault(`Backups are copied to a folder or to s3://bucket/prefix, not to ${scheme}://`);
}

function readS3({ to, endpoint, region = usualRegion, keyId = '', secret = '' }: TargetWish): ReadTarget {
  const place = placeIn(to);
  const address = endpoint ?? `https://s3.${region}.amazonaws.com`;
  if (place === null) return fault(`“${to}” is no bucket: s3://bucket or s3://bucket/prefix`);
  if (keyId === '' || secret === '') return fault('A bucket needs a key and its secret');
  if (!/^https?:\/\/[^/?#\s@]+\/?$/.test(address)) return fault(`“${address}” is no address of a server`);
  return { ok: true, settings: { kind: 's3', endpoint: address.replace(/\/$/, ''), region, ...place, keyId, secret } };
}

function placeIn(to: string): Pick<S3Target, 'bucket' | 'prefix'> | null {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*))?$/.exec(to) ?? [];
  return bucket === undefined ? null : { bucket, prefix: prefix.replace(/\/$/, '') };
}

const fault = (words: string): ReadTarget => ({ ok: false, fault: words });

export function shownTarget(name: string, settings: TargetSettings): BackupTarget {
  if (settings.kind === 'folder') return { name, to: settings.path, endpoint: null, keyId: null };
  const { bucket, prefix, endpoint, keyId } = settings;
  return { name, to: prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`, endpoint, keyId };
}
