import type { FastifyInstance } from 'fastify';
import type { HttpsWish } from '../../rules/resources.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const hostBody = { type: 'object', required: ['host'], properties: { host: text } };
const pairBody = { type: 'object', required: ['certificate', 'key'], properties: { certificate: text, key: text } };
const httpsBody = {
  type: 'object',
  properties: {
    acme: { type: 'boolean' },
    redirect: { type: 'string', enum: ['auto', 'on', 'off'] },
    hstsSeconds: { type: 'integer', minimum: 0, maximum: 63_072_000 },
  },
};

/** Hosts of an app, their certificates, and what the router does for it. */
export function domainRoutes(api: FastifyInstance, context: ApiContext): void {
  const domains = shapes.listOf(shapes.domain);
  api.get<OfApp>('/api/apps/:app/domains', described({ summary: 'Hosts of the app', answer: domains }), (request) =>
    verbs(context, request).domains(request.params.app),
  );
  api.post<OfApp & { Body: { host: string } }>(
    '/api/apps/:app/domains',
    described({ summary: 'One more host', body: hostBody, answer: shapes.domain, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).addDomain(request.params.app, request.body.host)),
  );
  api.delete<{ Params: { app: string; host: string } }>(
    '/api/apps/:app/domains/:host',
    described({ summary: 'Takes a host away' }),
    async (request, reply) => {
      await verbs(context, request).removeDomain(request.params.app, request.params.host);
      return reply.code(204).send();
    },
  );
  const routes = shapes.listOf({ type: 'object' });
  api.get<OfApp>('/api/apps/:app/routes', described({ summary: 'Rules of its paths, as they count', answer: routes }), (request) =>
    verbs(context, request).routes(request.params.app),
  );
  certificateRoutes(api, context);
  httpsRoutes(api, context);
}

function certificateRoutes(api: FastifyInstance, context: ApiContext): void {
  const certificates = shapes.listOf(shapes.certificate);
  api.get<OfApp>('/api/apps/:app/certs', described({ summary: 'Certificates of the app', answer: certificates }), (request) =>
    verbs(context, request).certificates(request.params.app),
  );
  api.post<OfApp & { Body: { certificate: string; key: string } }>(
    '/api/apps/:app/certs',
    described({ summary: 'Takes a certificate with its key', body: pairBody, answer: shapes.certificate, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).addCertificate(request.params.app, request.body)),
  );
  api.delete<{ Params: { app: string; id: string } }>(
    '/api/apps/:app/certs/:id',
    described({ summary: 'Uses a certificate no more' }),
    async (request, reply) => {
      await verbs(context, request).removeCertificate(request.params.app, Number(request.params.id));
      return reply.code(204).send();
    },
  );
  api.get(
    '/api/local-ca',
    described({ summary: 'The authority that browsers may be told to trust', answer: shapes.localAuthority }),
    (request) => verbs(context, request).localAuthority(),
  );
}

function httpsRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/https', described({ summary: 'How the app wants HTTPS', answer: shapes.https }), (request) =>
    verbs(context, request).https(request.params.app),
  );
  api.patch<OfApp & { Body: Partial<HttpsWish> }>(
    '/api/apps/:app/https',
    described({ summary: 'Changes how the app wants HTTPS', body: httpsBody, answer: shapes.https }),
    (request) => verbs(context, request).setHttps(request.params.app, request.body),
  );
}
