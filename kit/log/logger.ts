import { pino, type LoggerOptions as LoggerSettings } from 'pino';

/** Facts about an event. Units stand in the names; no names or answers of participants, no tokens. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON line an event on standard output: `{"level":"info","time":"…","event":"session_created",…}`. Events are past tense. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export interface LoggerOptions {
  readonly name: string;
  readonly level?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Appended to instead of standard output; only the owner may read it. */
  readonly file?: string;
}

/** Lines that cannot be written are kept up to this, then dropped. */
const keptBytes = 1_000_000;

export function createLogger(options: LoggerOptions): Logger {
  const settings: LoggerSettings = {
    level: options.level ?? 'info',
    base: { name: options.name },
    messageKey: 'event',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
  };
  const destination = pino.destination({ dest: options.file ?? process.stdout.fd, sync: true, mode: 0o600, maxLength: keptBytes });
  destination.on('error', () => {}); // a full disk or a closed pipe costs lines, not the process
  const sink = pino(settings, destination);
  return {
    debug: (event, fields = {}) => sink.debug(fields, event),
    info: (event, fields = {}) => sink.info(fields, event),
    warn: (event, fields = {}) => sink.warn(fields, event),
    error: (event, fields = {}) => sink.error(fields, event),
  };
}
