import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { bundleIslands, bundleScript, withBundler } from '../islands/build.ts';
import { rememberAssetUrls } from './asset-urls.ts';

/** One file that a page asks for by itself. Its URL changes with its content, so it may be cached for ever. */
export interface AssetFile {
  /** Plain name: `rostra.css`. */
  readonly name: string;
  /** Path with the content's hash: `/assets/rostra-4f2a91c07b3e.css`. */
  readonly url: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** The same, compressed once at start; null where that gains nothing. */
  readonly gzipped: Buffer | null;
}

/** All assets of one process. */
export interface Assets {
  readonly files: readonly AssetFile[];
  /** The URL of a plain name; throws when there is no such asset. */
  url(name: string): string;
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const fontName = 'inter.woff2';

/**
 * Reads and bundles what pages need, once at start: our CSS (with the font's URL), Bootstrap's, the font, the mark, the theme script and each
 * island of the given folders and of the kit. From then on `assetUrl(name)` gives the hashed URLs.
 */
export function loadAssets({ islandFolders = [] }: { readonly islandFolders?: readonly string[] } = {}): Promise<Assets> {
  return withBundler(() => bundledAssets(islandFolders));
}

async function bundledAssets(islandFolders: readonly string[]): Promise<Assets> {
  const [font, bootstrap, ours, desk, mark, theme, islands] = await Promise.all([
    readFile(packageFile('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
    readFile(packageFile('bootstrap/dist/css/bootstrap.min.css'), 'utf8'),
    readFile(join(import.meta.dirname, 'rostra.css'), 'utf8'),
    readFile(join(import.meta.dirname, 'desk.css'), 'utf8'),
    readFile(join(import.meta.dirname, 'mark.svg')),
    bundleScript(join(import.meta.dirname, '../islands/theme.ts')),
    bundleIslands(islandFolders),
  ]);
  const fontFile = assetFile(fontName, font);
  const [css, deskCss] = await Promise.all([ours.replace(`/assets/${fontName}`, fontFile.url), desk].map(minifyCss));
  const files = [
    fontFile,
    assetFile('bootstrap.css', Buffer.from(bootstrap.replace(/\/\*# sourceMappingURL=.*\*\//, ''))),
    assetFile('rostra.css', Buffer.from(css ?? '')),
    assetFile('desk.css', Buffer.from(deskCss ?? '')),
    assetFile('mark.svg', mark),
    assetFile('theme.js', Buffer.from(theme)),
    ...islands.map(({ name, hashedName, code }) => assetFile(name, Buffer.from(code), `/assets/${hashedName}`)),
  ];
  const urls = new Map(files.map((file) => [file.name, file.url]));
  rememberAssetUrls(urls);
  return { files, url: (name) => urlIn(urls, name) };
}

async function minifyCss(source: string): Promise<string> {
  const { code } = await transform(source, { loader: 'css', minify: true });
  return code;
}

function urlIn(urls: ReadonlyMap<string, string>, name: string): string {
  const url = urls.get(name);
  if (url === undefined) throw new Error(`There is no asset ${name}.`);
  return url;
}

function assetFile(name: string, body: Buffer, url = hashedUrl(name, body)): AssetFile {
  const extension = extname(name);
  const isCompressed = extension === '.woff2';
  return {
    name,
    url,
    contentType: contentTypes[extension] ?? 'application/octet-stream',
    body,
    gzipped: isCompressed ? null : gzipSync(body, { level: 9 }),
  };
}

function hashedUrl(name: string, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const extension = extname(name);
  return `/assets/${name.slice(0, -extension.length)}-${hash}${extension}`;
}

function packageFile(path: string): URL {
  const [scope = '', name = ''] = path.split('/');
  const packageName = scope.startsWith('@') ? `${scope}/${name}` : scope;
  return new URL(path.slice(packageName.length + 1), import.meta.resolve(`${packageName}/package.json`));
}
