#!/usr/bin/env node
// Runs the command line on the pinned Node 26, whatever Node started this file.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const cli = join(root, 'cli', 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= 26 || !existsSync(pinned)) {
  const { main } = await import(cli);
  await main();
} else {
  process.execve(pinned, [pinned, cli, ...process.argv.slice(2)], process.env);
}
