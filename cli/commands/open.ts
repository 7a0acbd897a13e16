import { spawn } from 'node:child_process';
import type { CliCommand } from '../command.ts';

export const open: CliCommand = {
  name: 'open',
  aliases: ['apps:open'],
  summary: 'open an app in the browser, and print its address',
  args: '[path]',
  needsApp: true,
  example: 'rostra open /demo --app lab',
  run: async (call) => {
    const app = await call.platform.app(await call.app());
    const url = new URL(call.args[0] ?? '/', app.url).href;
    if (process.stdout.isTTY && !call.output.isJson) await openInBrowser(url);
    return { json: { app: app.name, url }, lines: [url] };
  },
};

/** Does what it can: on a machine without a desktop the address alone is the answer. */
function openInBrowser(url: string): Promise<void> {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  return new Promise((resolve) => {
    const child = spawn(program, [url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve());
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
