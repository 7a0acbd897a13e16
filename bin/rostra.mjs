#!/usr/bin/env node
// Runs the command line on the pinned Node 26, whatever Node started this file.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const cli = join(root, 'cli', 'main.ts');
const isNew = Number(process.versions.node.split('.')[0]) >= 26;

// How V8 runs the processes that stay. A web process makes and forgets much, and shares its cores: it collects young objects on its own thread
// and has all the room for them from the start, but no more (twice the room weighs 40 MB in each process). The platform's parent only waits:
// it is kept small. Node takes both only at its start, so such a process becomes itself once more; its number, files and environment stay.
const words = process.argv.slice(2);
const wanted = words.includes('serve')
  ? ['--min-semi-space-size=24', '--max-semi-space-size=24', '--single-threaded-gc']
  : words[0] === 'up'
    ? ['--optimize-for-size']
    : [];
const canBecome = process.execve !== undefined && process.platform !== 'win32';
const flags = canBecome ? wanted.filter((flag) => !process.execArgv.includes(flag)) : [];
const node = isNew || !existsSync(pinned) ? process.execPath : pinned;
const args = [...process.execArgv, ...flags, import.meta.filename, ...process.argv.slice(2)];

if (node === process.execPath && (flags.length === 0 || !isNew)) {
  module.enableCompileCache?.(join(root, 'node_modules', '.cache', 'compile')); // the next command answers at once
  const { main } = await import(cli);
  await main();
} else if (process.execve) {
  process.execve(node, [node, ...args]);
} else {
  const child = spawn(node, args, { stdio: 'inherit' }); // a Node that cannot become another program
  process.on('SIGINT', () => {}); // the terminal tells the child too
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (status) => (process.exitCode = status ?? 1));
}
