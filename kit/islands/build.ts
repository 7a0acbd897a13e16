import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { build, stop, type Plugin } from 'esbuild';

/** One file of the islands' bundle: an island's entry, or a chunk that several share. */
export interface IslandBundle {
  /** `islands/lab/monitor.js`; chunks keep their hashed name. */
  readonly name: string;
  readonly hashedName: string;
  readonly code: Uint8Array;
}

const packageRoot = resolve(import.meta.dirname, '../..');
const browserTarget = ['es2022', 'safari16'];

let usersOfBundler = 0;

/**
 * Runs `work`, which may bundle; the bundler is a process of its own and ends when nobody uses it any more. It never answers what was asked
 * of it when it was stopped, so no one may stop it for others.
 */
export async function withBundler<Result>(work: () => Promise<Result>): Promise<Result> {
  usersOfBundler += 1;
  try {
    return await work();
  } finally {
    usersOfBundler -= 1;
    if (usersOfBundler === 0) await stop();
  }
}

/** Bundles each island of the folders and of the kit, sharing what they share (Preact comes once). Named `islands/<product>/<file>.js`. */
export async function bundleIslands(folders: readonly string[]): Promise<IslandBundle[]> {
  const lists = await Promise.all([import.meta.dirname, ...folders].map(islandsIn));
  const entries = Object.fromEntries(lists.flat().map(({ name, path }) => [name, path]));
  const result = await build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, `island:${path}`])),
    plugins: [mountingPlugin],
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    outdir: packageRoot,
    absWorkingDir: packageRoot,
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'islands/shared-[hash]',
    target: browserTarget,
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  return result.outputFiles.map((file) => {
    const hashedName = relative(packageRoot, file.path).split(sep).join('/');
    const isEntry = Boolean(result.metafile.outputs[hashedName]?.entryPoint);
    return { name: isEntry ? hashedName.replace(/-[A-Z0-9]{8}\.js$/, '.js') : hashedName, hashedName, code: file.contents };
  });
}

/** Bundles one script that runs before the page is drawn, so it is no module. */
export async function bundleScript(path: string): Promise<string> {
  const result = await build({ entryPoints: [path], bundle: true, format: 'iife', minify: true, write: false, target: browserTarget });
  return result.outputFiles[0]?.text ?? '';
}

interface IslandFile {
  /** `islands/lab/monitor`, without extension. */
  readonly name: string;
  readonly path: string;
}

/** Every source of the folder that exports `mount`; the others are what islands import. */
async function islandsIn(folder: string): Promise<IslandFile[]> {
  const product = relative(packageRoot, resolve(folder)).split(sep)[0] ?? '';
  const names = (await readdir(folder)).filter((name) => /\.(?:tsx?|js)$/.test(name) && !/\.(?:test|d)\.tsx?$/.test(name));
  const files = names.map((name) => ({ name: `islands/${product}/${basename(name, extname(name))}`, path: join(resolve(folder), name) }));
  const sources = await Promise.all(files.map(({ path }) => readFile(path, 'utf8')));
  return files.filter((_, index) => /^export (?:async )?(?:function|const) mount\b/m.test(sources[index] ?? ''));
}

/** An island exports `mount`; its bundle finds the elements and calls it. */
const mountingPlugin: Plugin = {
  name: 'island',
  setup(bundler) {
    bundler.onResolve({ filter: /^island:/ }, ({ path }) => ({ path: path.slice('island:'.length), namespace: 'island' }));
    bundler.onLoad({ filter: /.*/, namespace: 'island' }, ({ path }) => {
      const name = basename(path, extname(path));
      const runtime = JSON.stringify(join(import.meta.dirname, `mount${extname(import.meta.filename)}`));
      return {
        contents: `import { mount } from ${JSON.stringify(path)}; import { mountIslands } from ${runtime}; mountIslands(${JSON.stringify(name)}, mount);`,
        resolveDir: packageRoot,
      };
    });
  },
};
