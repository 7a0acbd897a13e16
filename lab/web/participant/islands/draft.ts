import { attemptOf, type Attempt } from '#kit/islands/resend.ts';

interface DraftProps {
  /** Where what is typed is kept. */
  readonly url: string;
}

const onceEveryMs = 1000;
const againMs = 3000;

/** Keeps what is typed, at most once a second, so that it is there again on any device and counts when the time is up. */
export function mount(_element: HTMLElement, { url }: DraftProps): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSent = false;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const form = document.querySelector<HTMLFormElement>('form.lab-content');
    if (!form || isSent) return;
    const body = new URLSearchParams(
      [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    void sendTo(url, body).then((attempt) => {
      if (attempt === 'unanswered' && !signal.aborted) timer ??= setTimeout(keep, againMs);
      return attempt;
    });
  };
  const onInput = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest('form.lab-content')) {
      isSent = false; // what was sent before was wrong
      timer ??= setTimeout(keep, onceEveryMs);
    }
  };
  document.addEventListener('input', onInput, { signal });
  document.addEventListener('change', onInput, { signal });
  document.addEventListener('submit', () => (isSent = true), { signal, capture: true });
  addEventListener('pagehide', () => timer && keep(), { signal });
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}

async function sendTo(url: string, body: URLSearchParams): Promise<Attempt> {
  const answer = await fetch(url, { method: 'POST', body, keepalive: true }).catch(() => null);
  return attemptOf(answer?.status ?? null);
}
