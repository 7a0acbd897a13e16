import type { FastifyInstance } from 'fastify';
import { tokenLabel } from '../../control/access-operations.ts';
import type { Control } from '../../control/control.ts';
import { flushGuestPages, type GuestFlush } from '../../control/flush-guest.ts';
import { tellServerLines } from '../../observe/tell-server-lines.ts';
import { runType } from '../../rules/formation.ts';
import { wakeThoseAskedFor } from '../../scaling/sleep.ts';
import type { OutputBatch } from '../../dynod/log-store.ts';
import { withoutBots } from '../../rules/bots.ts';
import type { RouterReport } from '../../rules/router-sample.ts';

/** An add-on server's name, which no app can have. */
const isServer = (name: string): boolean => name.startsWith('_');

/** A one-off dyno's name. */
const isRun = (dyno: string): boolean => dyno.startsWith(`${runType}.`);

/** What the other parts of the platform tell control; only on its own socket. */
export function registerInternal(api: FastifyInstance, control: Control): void {
  api.get<{ Params: { dynoId: string } }>('/internal/logs/:dynoId', (request) => ({
    offset: control.logBook.storedOffset(request.params.dynoId),
  }));
  api.post<{ Body: OutputBatch }>('/internal/logs', { schema: { body: batchShape } }, (request) => ({
    offset: takeOutput(control, request.body),
  }));
  api.post<{ Body: RouterReport }>('/internal/router-report', { schema: { body: reportShape } }, (request) => {
    takeReport(control, request.body);
    return {};
  });
  api.post<{ Body: { token: string } }>('/internal/may-operate', { schema: { body: tokenShape } }, (request) => ({
    may: tokenLabel(control, request.body.token) !== null,
  }));
  api.post<{ Body: GuestFlush }>('/internal/guest-flush', { schema: { body: flushShape } }, (request) =>
    flushGuestPages(control, request.body),
  );
}

/** Lines of an app that is gone are counted as stored and dropped, so that its name begins with an empty log. */
function takeOutput(control: Control, batch: OutputBatch): number {
  const { dynoId, app, dyno, from, to } = batch;
  const isKnown = isServer(app) || control.store.apps.byName(app) !== null;
  const lines = isKnown ? batch.lines.map((line) => ({ ...line, app, dyno, source: 'app' as const })) : [];
  const isNew = control.logBook.storedOffset(dynoId) === from;
  const stored = control.logBook.appendOutput(app, { dynoId, from, to, lines });
  if (isServer(app) && isNew)
    tellServerLines(
      control,
      app,
      batch.lines.map((line) => line.text),
    );
  if (isRun(dyno)) control.changes.announce(); // somebody may wait for its last line
  return stored;
}

function takeReport(control: Control, report: RouterReport): void {
  const known = new Set(control.store.apps.list().map((app) => app.name));
  const lines = report.lines.filter((line) => known.has(withoutBots(line.app)));
  control.logBook.append(lines.map(storedLine));
  control.trafficBook.take({ ...report, samples: report.samples.filter((sample) => known.has(withoutBots(sample.app))) });
  const { router = 1, busy = 0 } = report;
  control.trafficBook.takeReadings('host', { [`router.${router}/busy`]: busy }, router);
  wakeThoseAskedFor(control, report.samples);
  if (report.dropped.lines + report.dropped.samples > 0) control.logger.warn('router_report_cut', { ...report.dropped });
}

/** Of bots in another's name: the monitor reads what visitors did. */
function storedLine({ app, atMs, line }: RouterReport['lines'][number]) {
  const own = withoutBots(app);
  return { app: own, atMs, text: line, dyno: own === app ? 'router' : 'router.bots', source: 'rostra' as const };
}

const count = { type: 'integer', minimum: 0 };
const text = { type: 'string' };

const batchShape = {
  type: 'object',
  required: ['dynoId', 'app', 'dyno', 'from', 'to', 'lines'],
  properties: {
    dynoId: text,
    app: text,
    dyno: text,
    from: count,
    to: count,
    lines: { type: 'array', items: { type: 'object', required: ['atMs', 'text'], properties: { atMs: { type: 'number' }, text } } },
  },
};

const tokenShape = { type: 'object', required: ['token'], properties: { token: text } };

const flushShape = {
  type: 'object',
  required: ['app', 'tags'],
  properties: { app: text, tags: { type: 'array', items: text } },
};

const reportShape = {
  type: 'object',
  required: ['lines', 'samples', 'dropped'],
  properties: {
    lines: {
      type: 'array',
      items: { type: 'object', required: ['app', 'atMs', 'line'], properties: { app: text, atMs: { type: 'number' }, line: text } },
    },
    samples: {
      type: 'array',
      items: { type: 'object', required: ['app', 'second', 'requests', 'failed', 'byStatus', 'codes', 'buckets'] },
    },
    dropped: { type: 'object', required: ['lines', 'samples'], properties: { lines: count, samples: count } },
  },
};
