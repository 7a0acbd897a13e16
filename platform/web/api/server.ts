import { readFile, unlink } from 'node:fs/promises';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { answerError, answerFault } from '#kit/http/error-page.ts';
import { passwordMatches } from '#kit/http/login.ts';
import { passwordFits } from '#kit/http/password.ts';
import { requestIdOf } from '#kit/http/request-id.ts';
import { createServer } from '#kit/http/server.ts';
import { actWords, readActLink, useActLink } from '../../alerts/act-links.ts';
import { ApiConnection } from '../../api-connection.ts';
import { tokenLabel } from '../../control/access-operations.ts';
import { diskStateOf } from '../../disk/state.ts';
import type { Control } from '../../control/control.ts';
import type { OperationsFor } from '../../control/operations.ts';
import { alreadyRuns } from '../../errors.ts';
import { adminName } from '../../rules/user-name.ts';
import type { DashboardContext } from '../dashboard/context.ts';
import { registerApi } from './api.ts';
import { registerAppPurge } from './app-purge.ts';
import { machineUser, tokenHolders } from './callers.ts';
import { registerGit } from '../git/routes.ts';
import { registerInternal } from './internal.ts';

export interface ApiServers {
  readonly control: Control;
  readonly operationsFor: OperationsFor;
  readonly cookieSecret: string;
  readonly dashboard: {
    readonly islands: string;
    register(server: FastifyInstance, context: DashboardContext): Promise<void>;
  };
}

/** Listens on control's own socket, which is trusted, and on the one that the router passes the bare base domain to. */
export async function serveApi(options: ApiServers): Promise<readonly FastifyInstance[]> {
  const { paths } = options.control;
  const servers = [
    { server: await trustedServer(options), path: paths.controlSocket },
    { server: await publicServer(options), path: paths.dashboardSocket },
  ];
  for (const { server, path } of servers) {
    await freeSocket(path, paths.root);
    await server.listen({ path });
  }
  return servers.map(({ server }) => server);
}

const internalBodyBytes = 4_000_000;

async function trustedServer({ control, operationsFor }: ApiServers): Promise<FastifyInstance> {
  const answering = { product: 'platform', logger: control.logger } as const;
  const server = Fastify({
    logger: false,
    bodyLimit: internalBodyBytes,
    routerOptions: { maxParamLength: 200 },
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
  });
  server.setErrorHandler((error, request, reply) => answerError(error, { request, reply }, answering));
  server.setNotFoundHandler((request, reply) => answerFault(nothingHere, { request, reply }, answering));
  server.get('/health', async () => ({ ok: true }));
  registerInternal(server, control);
  const version = control.installation.rostraVersion;
  await registerApi(server, { operationsFor, takesFolders: true, version, callerOf: machineUser });
  return server;
}

const nothingHere = { code: 'NOT_FOUND', status: 404, message: 'The API has nothing at this address.', hint: 'See /api/openapi.json.' };

async function publicServer(options: ApiServers): Promise<FastifyInstance> {
  const { control, operationsFor, cookieSecret, dashboard } = options;
  const server = await createServer({
    product: 'platform',
    logger: control.logger,
    cookieSecret,
    islandFolders: [dashboard.islands],
  });
  const version = control.installation.rostraVersion;
  await registerApi(server, { operationsFor, takesFolders: false, version, callerOf: tokenHolders(control) });
  registerAppPurge(server, control);
  await registerGit(server, { control, labelOf: (token) => tokenLabel(control, token) });
  await dashboard.register(server, dashboardContext(control, operationsFor));
  return server;
}

function dashboardContext(control: Control, operationsFor: OperationsFor): DashboardContext {
  const { access, users, audit } = control.store;
  return {
    operationsFor,
    nameOf: (name, password) => signedInName(control, name, password),
    holderOf: (name) => (name === adminName ? { role: 'owner', apps: null } : users.find(name)),
    note: (entry) => audit.append({ ...entry, atMs: control.clock.nowMs() }),
    actLinks: {
      read: (token) => {
        const act = readActLink(control, token);
        return { act, words: actWords(control, act) };
      },
      use: (token, from) => useActLink(control, operationsFor, { token, from }),
    },
    logins: {
      create: async (hash, actor, expiresAtMs) => access.beginLogin({ hash, actor, expiresAtMs }),
      find: async (hash, nowMs) => access.loginActor(hash, nowMs),
      end: async (hash) => access.endLogin(hash),
    },
    clock: control.clock,
    speed: control.config.clock?.speed ?? 1,
    isDiskFull: () => diskStateOf(control) === 'full',
  };
}

/** Without a name it is the admin password; a name's own password otherwise. */
async function signedInName(control: Control, name: string, password: string): Promise<string | null> {
  if (name === '' || name === adminName) return passwordMatches(password, await adminPassword(control)) ? adminName : null;
  return (await passwordFits(password, control.store.users.passwordHash(name))) ? name : null;
}

/** Read each time: it may have been changed. */
async function adminPassword({ config, paths }: Control): Promise<string> {
  return config.adminPassword ?? (await readFile(paths.adminPassword, 'utf8')).trim();
}

/** A socket file that a killed process left is removed; one that answers belongs to a control that runs. */
async function freeSocket(path: string, home: string): Promise<void> {
  const isAnswered = await new ApiConnection({ kind: 'socket', path, actor: 'control' })
    .call({ method: 'GET', path: '/health', signal: AbortSignal.timeout(2_000) })
    .then(
      () => true,
      () => false,
    );
  if (isAnswered) throw alreadyRuns(home);
  await unlink(path).catch(() => {}); // it was not there
}
