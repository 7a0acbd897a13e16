import type { FastifyInstance } from 'fastify';
import { wrongToken } from '../../access-errors.ts';
import { clearAndWarm } from '../../control/cache-operations.ts';
import type { CacheClearWish } from '../../control/cache-verbs.ts';
import type { Control } from '../../control/control.ts';
import { appOfPurgeToken, purgePath } from '../../control/purge-token.ts';
import { clearBody } from './cache.ts';

/**
 * `POST $ROSTRA_PURGE_URL`, from the app itself: pages of this app are gone in every router when it is answered (CCH-14). An app purges
 * as it writes, so neither the audit log nor its activity tells of each.
 */
export function registerAppPurge(server: FastifyInstance, control: Control): void {
  server.post<{ Body: CacheClearWish }>(purgePath, { config: { csrf: false }, schema: { body: clearBody } }, (request) => {
    const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const app = token === undefined ? null : appOfPurgeToken(control, token);
    if (app === null) throw wrongToken();
    return clearAndWarm(control, app.name, request.body);
  });
}
