import type { LogFields, Logger } from './logger.ts';

/**
 * A logger that also reports what went wrong to the error service of the DSN, by Sentry's SDK. Nothing is measured or patched: only
 * what is logged with an `error` goes out, and what nobody caught. Without a DSN it is the logger itself, and the SDK is not loaded.
 */
export async function reportingLogger(logger: Logger, dsn: string | null): Promise<Logger> {
  if (dsn === null) return logger;
  const sentry = await import('@sentry/node');
  sentry.initWithoutDefaultIntegrations({
    dsn,
    integrations: [
      sentry.linkedErrorsIntegration(),
      sentry.contextLinesIntegration(),
      sentry.nodeContextIntegration(),
      sentry.onUncaughtExceptionIntegration(),
      sentry.onUnhandledRejectionIntegration({ mode: 'strict' }),
    ],
  });
  const report = (event: string, { error, requestId, route, method, ...rest }: LogFields): void => {
    if (!(error instanceof Error)) return;
    sentry.withScope((scope) => {
      const page = typeof route === 'string' ? [method, route].filter((word) => typeof word === 'string').join(' ') : event;
      scope.setTransactionName(page);
      scope.setTag('event', event);
      if (typeof requestId === 'string') scope.setTag('request_id', requestId);
      scope.setExtras({ ...rest });
      sentry.captureException(error);
    });
  };
  return {
    ...logger,
    error: (event, fields = {}) => {
      logger.error(event, fields);
      report(event, fields);
    },
  };
}
