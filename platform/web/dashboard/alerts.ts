import type { FastifyInstance, FastifyReply } from 'fastify';
import type { NewAlertChannel, ChannelTest } from '../../rules/alert-resources.ts';
import { channelKinds } from '../../rules/alerts/channel.ts';
import { presetNames } from '../../rules/alerts/presets.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';
import { alertsPage } from './views/alerts.ts';
import { appAlertsPage } from './views/app-alerts.ts';

/** Incidents of all apps, how people are told, and whether that works. */
export function registerAlerts(server: FastifyInstance, desk: Desk): void {
  server.get(patterns.alerts, async (request, reply) => showAlerts(await visitOf(request, reply, desk), {}));

  server.post(patterns.addChannel, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    let made: NewAlertChannel | null = null;
    const fault = await refusalOf(
      (async () => {
        made = await visit.operations.addAlertChannel(channelOf(request.body));
      })(),
    );
    return showAlerts(visit, { fault, made });
  });

  server.post(patterns.testChannels, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const name = formText(request.body, 'name');
    return showAlerts(visit, { tests: await visit.operations.testAlertChannels(name === '' ? null : name) });
  });

  const changes: Readonly<Record<string, (visit: Visit, body: unknown) => Promise<void>>> = {
    [patterns.removeChannel]: ({ operations }, body) => operations.removeAlertChannel(formText(body, 'name')),
    [patterns.channelHours]: async ({ operations }, body) => {
      await operations.setAlertChannel(formText(body, 'name'), hoursOf(body));
    },
    [patterns.resendAlert]: ({ operations }, body) => operations.resendAlert(Number(formText(body, 'id'))),
  };
  for (const [pattern, change] of Object.entries(changes))
    server.post(pattern, async (request, reply) => {
      const visit = await visitOf(request, reply, desk);
      const fault = await refusalOf(change(visit, request.body));
      return fault ? showAlerts(visit, { fault }) : visit.goTo(paths.alerts());
    });
}

function channelOf(body: unknown): Parameters<Visit['operations']['addAlertChannel']>[0] {
  const kind = channelKinds.find((each) => each === formText(body, 'kind')) ?? 'email';
  const relay = formText(body, 'relay');
  return { kind, name: formText(body, 'name'), address: formText(body, 'address'), relay: kind === 'email' && relay !== '' ? relay : null };
}

/** An empty field says nothing of it. */
function hoursOf(body: unknown): Parameters<Visit['operations']['setAlertChannel']>[1] {
  const [quietHours, digestAt] = ['quiet', 'digest'].map((name) => formText(body, name) || null);
  return { quietHours: quietHours ?? null, digestAt: digestAt ?? null, timezone: formText(body, 'timezone') || 'UTC' };
}

interface Shown {
  readonly fault?: Refusal | null;
  readonly made?: NewAlertChannel | null;
  readonly tests?: readonly ChannelTest[];
}

async function showAlerts({ operations, visitor, nowMs, show }: Visit, { fault = null, made = null, tests }: Shown): Promise<FastifyReply> {
  const [incidents, channels, deliveries] = await Promise.all([
    operations.allIncidents(),
    operations.alertChannels(),
    operations.alertDeliveries(),
  ]);
  return show(alertsPage({ incidents, channels, deliveries, visitor, nowMs, fault, made, tests: tests ?? null }), fault);
}

/** What people are told of one app. */
export function registerAppAlerts(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.appAlerts, async (request, reply) =>
    showAppAlerts(await visitOf(request, reply, desk), request.params.app, null),
  );

  const changes: Readonly<Record<string, (visit: Visit, app: string, body: unknown) => Promise<unknown>>> = {
    [patterns.appAlerts]: ({ operations }, app, body) => operations.putAlertRule(app, ruleOf(body)),
    [patterns.presetAlerts]: ({ operations }, app, body) =>
      operations.applyAlertPreset(app, presetNames.find((name) => name === formText(body, 'preset')) ?? 'tabbycat', {}),
    [patterns.removeAlert]: ({ operations }, app, body) => operations.removeAlertRule(app, Number(formText(body, 'id'))),
    [patterns.snoozeAlerts]: ({ operations }, app, body) =>
      operations.snoozeAlerts(app, { minutes: Number(formText(body, 'minutes')), rule: null }),
  };
  for (const [pattern, change] of Object.entries(changes))
    server.post<AppRoute>(pattern, async (request, reply) => {
      const visit = await visitOf(request, reply, desk);
      const { app } = request.params;
      const fault = await refusalOf(change(visit, app, request.body));
      return fault ? showAppAlerts(visit, app, fault) : visit.goTo(paths.appAlerts(app));
    });
}

function ruleOf(body: unknown): Parameters<Visit['operations']['putAlertRule']>[1] {
  const [metric = '', stat = ''] = formText(body, 'condition').split(' ');
  const limit = formText(body, 'threshold');
  const threshold = limit === '' ? NaN : Number(limit); // NaN is refused as any wrong number
  const base = { scope: formText(body, 'scope'), severity: 'critical', repeatSeconds: 86_400, channels: null } as const;
  return { ...base, metric, stat, threshold, forSeconds: Number(formText(body, 'for')) };
}

async function showAppAlerts({ operations, visitor, nowMs, show }: Visit, app: string, fault: Refusal | null): Promise<FastifyReply> {
  const [rules, incidents, channels] = await Promise.all([
    operations.alertRules(app),
    operations.incidents(app),
    operations.alertChannels(),
  ]);
  return show(appAlertsPage({ app, rules, incidents, channels: channels.length, visitor, nowMs, fault }), fault);
}
