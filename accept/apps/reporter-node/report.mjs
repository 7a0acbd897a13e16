// Reports with @sentry/node as any program does. `node report.mjs many 50 50`: so many groups of so many events each.
import * as Sentry from '@sentry/node';

const [, , what, ...numbers] = process.argv;

Sentry.init({ release: 'v7', tracesSampleRate: what === 'kinds' ? 1 : 0, environment: 'rehearsal' });

/** One function a group would be many: the group is told by the program. */
async function many(groups, each) {
  for (let group = 0; group < groups; group += 1) {
    for (let nth = 0; nth < each; nth += 1)
      Sentry.withScope((scope) => {
        scope.setFingerprint([`node-group-${group}`]);
        Sentry.captureException(new Error(`Group ${group} failed for the ${nth}. time`));
      });
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

if (what === 'many') await many(Number(numbers[0]), Number(numbers[1]));
if (what === 'kinds') await kinds();
if (what === 'crash') setImmediate(() => breakInside());
if (what === 'reject') void Promise.reject(new Error('Nobody waited for this'));
