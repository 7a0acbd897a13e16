// Reports with one major of @sentry/node as any program does. `node report.mjs sentry-11 many 50 50`: so many groups of so many events each.
import { once } from 'node:events';

const [, , sdk, what, ...numbers] = process.argv;
const Sentry = await import(sdk);

Sentry.init({ tracesSampleRate: what === 'kinds' ? 1 : 0, environment: 'rehearsal' });

/** One function a group would be many: the group is told by the program. */
async function many(groups, each) {
  for (let group = 0; group < groups; group += 1) {
    for (let nth = 0; nth < each; nth += 1) {
      Sentry.withScope((scope) => {
        scope.setFingerprint([`${sdk}-group-${group}`]);
        Sentry.captureException(new Error(`Group ${group} of ${sdk} failed for the ${nth}. time`));
      });
      if (nth % 50 === 49) await Sentry.flush(20_000);
    }
    await Sentry.flush(20_000);
  }
}

function breakInside() {
  throw new TypeError('The pot is empty');
}

async function kinds() {
  try {
    breakInside();
  } catch (error) {
    Sentry.captureException(error);
  }
  Sentry.captureMessage('Nobody came for 30 minutes', { level: 'warning', tags: { room: 'econ101' } });
  Sentry.captureException(new RangeError('Large'), { extra: { password: ['hun', 'ter2'].join(''), text: 'long words '.repeat(6_000) } });
  Sentry.startSpan({ name: 'GET /draw', op: 'http.server' }, () => Sentry.startSpan({ name: 'select', op: 'db' }, () => {}));
  await Sentry.flush(20_000);
}

function drawRound() {
  throw new RangeError('No room for the draw');
}

/** A page of Express that throws. */
async function express() {
  const library = 'express';
  const { default: newApp } = await import(library);
  const app = newApp();
  app.get('/draw/:round', drawRound);
  Sentry.setupExpressErrorHandler(app);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await fetch(`http://127.0.0.1:${server.address().port}/draw/3`);
  await Sentry.flush(20_000);
  server.closeAllConnections();
  server.close();
}

if (what === 'many') await many(Number(numbers[0]), Number(numbers[1]));
if (what === 'kinds') await kinds();
if (what === 'express') await express();
if (what === 'crash')
  setImmediate(() => {
    throw new EvalError('The program ends');
  });
if (what === 'reject') void Promise.reject(new Error('Nobody waited for this'));
