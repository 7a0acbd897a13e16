import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Lab } from '../lab.ts';
import { capturedParams, panelParams } from '../rules/recruit.ts';
import { addToParticipant } from '../store/vars.ts';

const cookieName = 'lab_from';
const day = 24 * 3600;

/**
 * What a panel puts into a link is kept about whoever comes by it: as `vars` of the participant. Prolific's name for somebody becomes their
 * label. Between the link and the seat the browser holds it, signed.
 */
export function registerCapture(server: FastifyInstance, { db, project }: Lab): void {
  const wanted = [...panelParams, ...project.configs.flatMap((config) => config.captureParams)];
  server.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'GET') return;
    const { url = '' } = request.routeOptions;
    if (url === '/join/:joinCode' || url === '/room/:name') await holdParams(request, reply, wanted);
    if (url === '/InitializeParticipant/:code') await keepParams(request, db, wanted);
  });
}

async function holdParams(request: FastifyRequest, reply: FastifyReply, wanted: readonly string[]): Promise<void> {
  const params = capturedParams(request.query, wanted);
  if (Object.keys(params).length === 0) return;
  reply.setCookie(cookieName, JSON.stringify(params), { path: '/', httpOnly: true, sameSite: 'lax', signed: true, maxAge: day });
  const pid = params['PROLIFIC_PID'];
  const address = new URL(request.url, 'http://here');
  if (pid === undefined || address.searchParams.has('participant_label')) return;
  address.searchParams.set('participant_label', pid.slice(0, 100));
  await reply.redirect(`${address.pathname}${address.search}`, 303);
}

async function keepParams(request: FastifyRequest, db: Lab['db'], wanted: readonly string[]): Promise<void> {
  const params = { ...capturedParams(heldParams(request), wanted), ...capturedParams(request.query, wanted) };
  const { code } = Object.assign({ code: '' }, request.params);
  if (Object.keys(params).length > 0 && /^[a-z0-9]{8}$/.test(code)) await addToParticipant(db, code, params);
}

/** What a panel's link said that this browser came by. */
export function heldParams(request: FastifyRequest): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(request.unsignCookie(request.cookies[cookieName] ?? '').value ?? '{}'));
  } catch {
    return {};
  }
}
