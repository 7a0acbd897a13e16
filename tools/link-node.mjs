// npm 10 links the pinned Node and then deletes the link again while it drops the other architecture's package.
// Plain JavaScript, because this runs on whatever Node started npm.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const packaged = `../node-${process.platform}-${process.arch}/bin/node`;
const link = join(modules, '.bin', 'node');

if (!existsSync(link) && existsSync(join(modules, '.bin', packaged))) {
  if (lstatSync(link, { throwIfNoEntry: false })) unlinkSync(link);
  symlinkSync(packaged, link);
}

// With the flags that the parts are started with: what is compiled with other flags is not theirs.
const env = { ...process.env, NODE_COMPILE_CACHE: join(modules, '.cache', 'compile') };
const compile = (flags, parts) => spawnSync(link, [...flags, join(root, 'tools', 'compile-parts.ts'), ...parts], { env });
compile(['--expose-gc'], ['platform/router/main.ts']);
compile(['--expose-gc', '--optimize-for-size', '--heap-growing-percent=40'], ['platform/control/main.ts']);
compile(['--expose-gc', '--optimize-for-size'], ['platform/dynod/main.ts']);
compile(['--optimize-for-size'], ['cli/main.ts', 'cli/commands/up.ts', 'platform/main.ts']);
