import type { FastifyInstance } from 'fastify';
import type { AlertRuleWish } from '../../control/alert-verbs.ts';
import type { ChannelWish } from '../../rules/alerts/channel.ts';
import type { ToldWhen } from '../../rules/alerts/told-when.ts';
import { channelKinds } from '../../rules/alerts/channel.ts';
import { presetNames, sensitivities } from '../../rules/alerts/presets.ts';
import type { PresetName, PresetWish } from '../../rules/alerts/presets.ts';
import { severities } from '../../rules/findings/finding.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

const text = { type: 'string' };
const count = { type: 'integer' };
const flag = { type: 'boolean' };
const timeOrNull = { type: ['string', 'null'] };
const object = (properties: object): object => ({ type: 'object', properties });

const rule = { type: 'object', properties: { id: count, app: text, words: text, state: text, value: { type: ['number', 'null'] } } };
const incident = {
  type: 'object',
  properties: { id: count, app: timeOrNull, isOpen: flag, severity: text, openedAt: text, toldAt: timeOrNull, endedAt: timeOrNull },
};
const channel = { type: 'object', properties: { id: count, name: text, kind: text, address: text, state: text, failure: timeOrNull } };
const test = { type: 'object', properties: { channel: text, ok: flag, failure: timeOrNull, ms: count } };
const delivery = { type: 'object', properties: { id: count, channel: text, incident: count, telling: text, state: text, tries: count } };

const ruleBody = {
  type: 'object',
  required: ['metric', 'stat', 'threshold'],
  properties: {
    metric: {
      type: 'string',
      maxLength: 40,
      description:
        'response_time, failed_percent, failed_rps, load, load_percent, memory_percent, code, cache_percent, sockets_lost, disk_percent, certificate_days …',
    },
    stat: { type: 'string', maxLength: 20, description: 'p95, all, avg, H12 …' },
    threshold: { type: 'number' },
    forSeconds: { type: 'number', default: 60 },
    scope: {
      type: 'string',
      maxLength: 200,
      default: '',
      description: 'web: dynos of this type; /draw: a group of routes; empty: the app',
    },
    severity: { enum: severities, default: 'critical' },
    repeatSeconds: { type: 'number', default: 86_400 },
    channels: { type: ['array', 'null'], maxItems: 50, items: { type: 'string', maxLength: 40 }, default: null },
  },
};
const presetBody = {
  type: 'object',
  required: ['preset'],
  properties: {
    preset: { enum: presetNames },
    sensitivity: { enum: Object.keys(sensitivities) },
    ms: { type: 'number' },
    percent: { type: 'number' },
  },
};
const snoozeBody = {
  type: 'object',
  required: ['minutes'],
  properties: { minutes: { type: 'number' }, rule: { type: ['integer', 'null'], default: null } },
};
const channelBody = {
  type: 'object',
  required: ['kind', 'name', 'address'],
  properties: {
    kind: { enum: channelKinds },
    name: { type: 'string', maxLength: 100 },
    address: { type: 'string', maxLength: 2000 },
    relay: { type: ['string', 'null'], maxLength: 2000, default: null },
    allowsLoopback: { ...flag, default: false, description: 'For trials: it may lead to this machine itself. Only an owner may say so' },
  },
};

const toldWhenBody = {
  type: 'object',
  properties: {
    quietHours: { type: ['string', 'null'], maxLength: 20, description: '22:00-07:00: what is not critical waits; null: at any hour' },
    digestAt: { type: ['string', 'null'], maxLength: 5, description: '08:00: what is not critical comes once a day; null: as it happens' },
    timezone: { type: 'string', maxLength: 60 },
  },
};

/** What people want to be told of, and what happened. */
export function alertRoutes(api: FastifyInstance, context: ApiContext): void {
  ruleRoutes(api, context);
  channelRoutes(api, context);
  api.get<OfApp>(
    '/api/apps/:app/alerts/incidents',
    described({ summary: 'Incidents of an app', answer: shapes.listOf(incident) }),
    (request) => verbs(context, request).incidents(request.params.app),
  );
  api.get('/api/alerts/incidents', described({ summary: 'Incidents of all apps', answer: shapes.listOf(incident) }), (request) =>
    verbs(context, request).allIncidents(),
  );
  api.get(
    '/api/alerts/deliveries',
    described({ summary: 'Messages and whether they arrived', answer: shapes.listOf(delivery) }),
    (request) => verbs(context, request).alertDeliveries(),
  );
  api.post<{ Params: { id: number } }>(
    '/api/alerts/deliveries/:id/resend',
    { schema: { ...described({ summary: 'A message that was given up is tried again' }).schema, params: object({ id: count }) } },
    async (request, reply) => {
      await verbs(context, request).resendAlert(request.params.id);
      return reply.code(204).send();
    },
  );
}

function ruleRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>(
    '/api/apps/:app/alerts/rules',
    described({ summary: 'Alerts and how each stands', answer: shapes.listOf(rule) }),
    (request) => verbs(context, request).alertRules(request.params.app),
  );
  api.post<OfApp & { Body: AlertRuleWish }>(
    '/api/apps/:app/alerts/rules',
    described({ summary: 'Sets an alert', body: ruleBody, answer: rule }),
    (request) => verbs(context, request).putAlertRule(request.params.app, request.body),
  );
  api.post<OfApp & { Body: PresetWish & { preset: PresetName } }>(
    '/api/apps/:app/alerts/preset',
    described({ summary: 'Sets all alerts of a preset', body: presetBody, answer: shapes.listOf(rule) }),
    (request) => {
      const { preset, ...wish } = request.body;
      return verbs(context, request).applyAlertPreset(request.params.app, preset, wish);
    },
  );
  api.delete<{ Params: { app: string; id: number } }>(
    '/api/apps/:app/alerts/rules/:id',
    { schema: { ...described({ summary: 'Removes an alert' }).schema, params: object({ app: text, id: count }) } },
    async (request, reply) => {
      await verbs(context, request).removeAlertRule(request.params.app, request.params.id);
      return reply.code(204).send();
    },
  );
  api.put<OfApp & { Body: { minutes: number; rule: number | null } }>(
    '/api/apps/:app/alerts/snooze',
    described({ summary: 'Nobody is told for so long; 0 minutes end it', body: snoozeBody, answer: shapes.listOf(rule) }),
    (request) => verbs(context, request).snoozeAlerts(request.params.app, request.body),
  );
}

function channelRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get('/api/alerts/channels', described({ summary: 'Ways to tell people', answer: shapes.listOf(channel) }), (request) =>
    verbs(context, request).alertChannels(),
  );
  api.post<{ Body: ChannelWish & { allowsLoopback: boolean } }>(
    '/api/alerts/channels',
    described({ summary: 'A new channel; its secret is shown this once', body: channelBody, answer: channel, status: 201 }),
    async (request, reply) => {
      const { allowsLoopback, ...wish } = request.body;
      const operations = verbs(context, request);
      return reply.code(201).send(await (allowsLoopback ? operations.addLoopbackChannel(wish) : operations.addAlertChannel(wish)));
    },
  );
  api.patch<{ Params: { name: string }; Body: Partial<ToldWhen> }>(
    '/api/alerts/channels/:name',
    described({ summary: 'When it tells people', body: toldWhenBody, answer: channel }),
    (request) => verbs(context, request).setAlertChannel(request.params.name, request.body),
  );
  api.delete<{ Params: { name: string } }>(
    '/api/alerts/channels/:name',
    described({ summary: 'Removes a channel' }),
    async (request, reply) => {
      await verbs(context, request).removeAlertChannel(request.params.name);
      return reply.code(204).send();
    },
  );
  api.post<{ Params: { name: string } }>(
    '/api/alerts/channels/:name/test',
    described({ summary: 'Sends a test message', answer: shapes.listOf(test) }),
    (request) => verbs(context, request).testAlertChannels(request.params.name),
  );
  api.post('/api/alerts/test', described({ summary: 'Sends a test message by every channel', answer: shapes.listOf(test) }), (request) =>
    verbs(context, request).testAlertChannels(null),
  );
}
