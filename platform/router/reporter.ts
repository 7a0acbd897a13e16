import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Logger } from '#kit/log/logger.ts';
import { ApiConnection } from '../api-connection.ts';
import type { RouterReport } from '../rules/router-sample.ts';
import type { Books } from './books.ts';

interface ReporterOptions {
  readonly books: Books;
  /** The router's number. */
  readonly router: number;
  readonly controlSocket: string;
  readonly everyMs: number;
  readonly logger: Logger;
}

/** Brings the books to control each second. While control is away they stay here. */
export class Reporter {
  readonly #options: ReporterOptions;
  readonly #control: ApiConnection;
  readonly #timer: NodeJS.Timeout;
  #sending: Promise<void> = Promise.resolve();
  #isSending = false;
  #isAway = false;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#control = new ApiConnection({ kind: 'socket', path: options.controlSocket, actor: 'router' });
    this.#timer = setInterval(() => this.#begin(), options.everyMs);
  }

  /** Settles when what is in the books now has been brought, or control turned out to be away. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sending;
    await this.#sendAll();
  }

  #begin(): void {
    if (this.#isSending) return;
    this.#isSending = true;
    this.#sending = this.#sendAll().finally(() => (this.#isSending = false));
  }

  async #sendAll(): Promise<void> {
    while (await this.#send()) if (!this.#options.books.isBehind) return;
  }

  async #send(): Promise<boolean> {
    const { books, logger, router } = this.#options;
    const report = { ...books.take(), router };
    try {
      await this.#control.call({ method: 'POST', path: '/internal/router-report', body: report });
      if (this.#isAway) logger.info('control_came_back', { dropped: report.dropped });
      this.#isAway = false;
      return true;
    } catch (error) {
      if (isRefusal(error)) return this.#refused(report, error);
      books.putBack(report);
      if (!this.#isAway) logger.warn('control_went_away', { error });
      this.#isAway = true;
      return false;
    }
  }

  #refused(report: RouterReport, error: unknown): true {
    this.#options.books.giveUp(report);
    this.#options.logger.error('report_refused', { error, lines: report.lines.length, samples: report.samples.length });
    return true;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof RostraError && error.status >= 400 && error.status < 500;
}
