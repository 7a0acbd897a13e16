#!/usr/bin/env node
// Runs the command line on the pinned Node 26, whatever Node started this file.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import v8 from 'node:v8';

// A server's heap reaches its full young generation at once: half as many collections. Node takes this flag only while it is small.
if (process.argv.includes('serve')) v8.setFlagsFromString('--semi-space-growth-factor=16');

const root = join(import.meta.dirname, '..');
const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const cli = join(root, 'cli', 'main.ts');
const args = [import.meta.filename, ...process.argv.slice(2)];

if (Number(process.versions.node.split('.')[0]) >= 26 || !existsSync(pinned)) {
  module.enableCompileCache?.(join(root, 'node_modules', '.cache', 'compile')); // the next command answers at once
  const { main } = await import(cli);
  await main();
} else if (process.execve) {
  process.execve(pinned, [pinned, ...args]);
} else {
  const child = spawn(pinned, args, { stdio: 'inherit' }); // a Node that cannot become another program
  process.on('SIGINT', () => {}); // the terminal tells the child too
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (status) => (process.exitCode = status ?? 1));
}
