import type { LogFields, Logger } from '#kit/log/logger.ts';

/** Errors on their way; what goes wrong meanwhile is only in the log. */
const mostAtOnce = 10;
const mostMs = 10_000;

/** A logger that also posts each error to an address, as JSON: what happened, the error's words, and where. Without an address it is the logger itself. */
export async function errorTellingLogger(logger: Logger, url: string | null): Promise<Logger> {
  if (url === null) return logger;
  const { send } = await import('#kit/http/client.ts');
  let onTheWay = 0;
  const tell = async (event: string, fields: LogFields): Promise<void> => {
    const body = JSON.stringify(errorEvent(event, fields));
    const { status } = await send({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body, timeoutMs: mostMs });
    if (status >= 300) logger.warn('error_not_told', { status });
  };
  return {
    ...logger,
    error: (event, fields = {}) => {
      logger.error(event, fields);
      if (!(fields['error'] instanceof Error) || onTheWay >= mostAtOnce) return;
      onTheWay += 1;
      void tell(event, fields)
        .catch((error: unknown) => logger.warn('error_not_told', { error }))
        .finally(() => {
          onTheWay -= 1;
        });
    },
  };
}

/** Nothing of a participant but where they were: the log has no answers either. */
function errorEvent(event: string, { error, ...fields }: LogFields): object {
  const what = error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : {};
  return { event, at: new Date().toISOString(), ...what, fields };
}
