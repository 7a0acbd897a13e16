/** What the server says of one identifier. */
export interface ScanLine {
  readonly isKnown: boolean;
  readonly words: string;
}

interface QueueOptions {
  readonly url: string;
  readonly csrf: string;
  readonly onLine: (line: ScanLine) => void;
  /** How many scans have not reached the server yet. */
  readonly onWaiting: (count: number) => void;
}

export interface ScanQueue {
  readonly put: (text: string) => void;
  /** Tries again now. */
  readonly flush: () => void;
  readonly stop: () => void;
}

interface Scan {
  readonly intent: string;
  readonly text: string;
  /** On this device's clock. */
  readonly at: number;
}

const againAfterMs = 3_000;

/**
 * Scans on their way. Each goes into the browser's own store first and leaves it when the server has taken it, so that a lost network, a closed
 * lid or a press too many loses none; each has an intent, so that none counts twice.
 */
export function scanQueue({ url, csrf, onLine, onWaiting }: QueueOptions): ScanQueue {
  const store = `rostra-tab-scans ${url}`;
  const read = (): Scan[] => JSON.parse(localStorage.getItem(store) ?? '[]');
  const write = (scans: readonly Scan[]): void => localStorage.setItem(store, JSON.stringify(scans));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;

  const sendAll = async (): Promise<void> => {
    for (let [next] = read(); next !== undefined; [next] = read()) {
      const lines = await send(url, csrf, next);
      if (lines === null) return;
      const { intent } = next;
      write(read().filter((scan) => scan.intent !== intent)); // another window of this browser may have put one in
      lines.forEach(onLine);
    }
  };
  const flush = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    await sendAll();
    isSending = false;
    const { length } = read();
    onWaiting(length);
    if (length > 0) timer = setTimeout(start, againAfterMs);
  };
  const start = (): void => void flush();
  return {
    put: (text) => {
      write([...read(), { intent: newIntent(), text, at: Date.now() }]);
      start();
    },
    flush: start,
    stop: () => clearTimeout(timer),
  };
}

function newIntent(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the server says of the scan; null while it cannot be reached, so that the scan stays. */
async function send(url: string, csrf: string, { intent, text, at }: Scan): Promise<readonly ScanLine[] | null> {
  const body = new URLSearchParams({ _csrf: csrf, scan: text, intent, ago: String(Date.now() - at) });
  const answer = await fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } }).catch(() => null);
  if (answer === null || answer.status >= 500) return null;
  const said: { readonly lines?: readonly ScanLine[]; readonly error?: { readonly message: string } } = await answer.json();
  return said.lines ?? [{ isKnown: false, words: `${text}: ${said.error?.message ?? 'not taken.'}` }];
}
