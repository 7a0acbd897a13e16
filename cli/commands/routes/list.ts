import type { RouteRule } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';

export const listRoutes: CliCommand = {
  name: 'routes',
  summary: 'list what an app leaves to the router, as its rostra.json says; the first that fits a path counts',
  needsApp: true,
  example: 'rostra routes --app hello',
  run: async (call) => {
    const app = await call.app();
    const routes = await call.platform.routes(app);
    const rows = [...routes.map((rule) => [rule.path, ruleWords(rule)]), ['/', 'web']];
    return { json: routes, lines: [bold(`=== ${app} Routes`), ...columns(['Path', 'What happens'], rows)] };
  },
};

function ruleWords({ allow, redirect, to, dir, firstByteMs, idleMs }: RouteRule): string {
  const words = [
    allow === undefined ? '' : `only from ${allow.join(', ')}`,
    redirect === undefined ? '' : `sent on to ${redirect.to} (${redirect.status})`,
    to === undefined ? '' : `answered by ${to}`,
    dir === undefined ? '' : `files of ${dir.path}, kept ${dir.maxAgeSeconds} s`,
    firstByteMs === null ? '' : `first byte within ${firstByteMs / 1000} s`,
    idleMs === null ? '' : `idle for ${idleMs / 1000} s`,
  ];
  return words.filter((word) => word !== '').join('; ') || 'web';
}
