// npm 10 links the pinned Node and then deletes the link again while it drops the other architecture's package.
// Plain JavaScript, because this runs on whatever Node started npm.
import { existsSync, lstatSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '..', 'node_modules');
const packaged = `../node-${process.platform}-${process.arch}/bin/node`;
const link = join(modules, '.bin', 'node');

if (!existsSync(link) && existsSync(join(modules, '.bin', packaged))) {
  if (lstatSync(link, { throwIfNoEntry: false })) unlinkSync(link);
  symlinkSync(packaged, link);
}
