// Every major of @sentry/node reports everything, each program twice; the newest so many events too. `node all.mjs 50 50`
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';

const [, , groups, each] = process.argv;
const majors = ['sentry-9', 'sentry-10', 'sentry-11'];
const programs = [
  ['sentry-11', 'many', groups, each],
  ...majors.flatMap((sdk) =>
    ['kinds', 'express', 'crash', 'reject'].flatMap((what) => [
      [sdk, what],
      [sdk, what],
    ]),
  ),
];

async function next() {
  for (let program = programs.shift(); program !== undefined; program = programs.shift())
    await new Promise((resolve) => execFile(process.execPath, ['report.mjs', ...program], resolve)); // who crashes on purpose exits with 1
}

await Promise.all(Array.from({ length: availableParallelism() }, next));
