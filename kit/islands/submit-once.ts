import { morphChildren } from './morph.ts';
import { attemptOf, waitBeforeMs } from './resend.ts';

/** The words of the state line, in the page's language. */
interface SubmitOnceProps {
  readonly sending?: string;
  readonly waiting?: string;
}

/**
 * Sends a form so that it cannot count twice and cannot get lost: one press, one intent (the form's hidden `intent` field); when no answer
 * comes, the same body goes out again until one does. Without the script the form posts as any form. The answer is followed (redirect) or
 * shown in place (the same page with its errors).
 */
export function mount(element: HTMLElement, props: SubmitOnceProps): () => void {
  if (!(element instanceof HTMLFormElement)) return () => {};
  const form = element;
  let isSending = false;
  const ended = new AbortController();
  const submit = (event: SubmitEvent): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const body = new FormData(form, event.submitter);
    setBusy(form, true);
    say(form, props.sending ?? 'Sending…');
    send({ form, body, signal: ended.signal, waiting: props.waiting ?? 'No connection. Your answer is kept and goes out by itself.' })
      .then(follow)
      .catch(() => {}) // the page was left
      .finally(() => {
        isSending = false;
        setBusy(form, false);
        say(form, '');
      });
  };
  form.addEventListener('submit', submit);
  return () => {
    ended.abort();
    form.removeEventListener('submit', submit);
  };
}

interface Sending {
  readonly form: HTMLFormElement;
  readonly body: FormData;
  readonly signal: AbortSignal;
  readonly waiting: string;
}

async function send({ form, body, signal, waiting }: Sending): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: form.enctype === 'multipart/form-data' ? body : urlEncoded(body),
      headers: { accept: 'text/html', 'x-rostra-submit': 'script' }, // the server may answer with X-Rostra-Location instead of a redirect
      signal,
    }).catch(() => null);
    if (answer && attemptOf(answer.status) === 'answered') return answer;
    signal.throwIfAborted();
    say(form, waiting);
    await pause(waitBeforeMs(attempt, Math.random()), signal);
  }
}

async function follow(answer: Response): Promise<void> {
  const next = answer.headers.get('x-rostra-location') ?? (answer.redirected ? answer.url : null);
  if (next !== null) {
    location.assign(next);
    await new Promise(() => {}); // stay busy until the next page is here
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  document.title = page.title;
  morphChildren(document.body, page.body);
  const fault = document.querySelector<HTMLElement>('[aria-invalid=true], [role=alert]');
  (fault ?? document.querySelector<HTMLElement>('main'))?.focus();
}

function urlEncoded(body: FormData): URLSearchParams {
  return new URLSearchParams([...body].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]));
}

/** Waits, but not longer than until the device is online again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    addEventListener('online', () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('left the page'));
    });
  });
}

function setBusy(form: HTMLFormElement, isBusy: boolean): void {
  form.setAttribute('aria-busy', String(isBusy));
  for (const button of form.querySelectorAll<HTMLButtonElement>('button')) button.disabled = isBusy;
  for (const button of document.querySelectorAll<HTMLButtonElement>(`button[form="${CSS.escape(form.id)}"]`)) button.disabled = isBusy;
}

function say(form: HTMLFormElement, words: string): void {
  const line = document.querySelector<HTMLElement>('[data-submit-state]') ?? form.appendChild(document.createElement('p'));
  line.dataset['submitState'] = '';
  line.setAttribute('role', 'status');
  line.textContent = words;
}
