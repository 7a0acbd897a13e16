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
  const submit = (event: SubmitEvent): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const body = new FormData(form, event.submitter);
    setBusy(form, true);
    say(form, props.sending ?? 'Sending…');
    send({ form, body, waiting: props.waiting ?? 'No connection. Your answer is kept and goes out by itself.' })
      .then(follow)
      .catch(() => {}) // the page is left
      .finally(() => {
        isSending = false;
        setBusy(form, false);
        say(form, '');
      });
  };
  form.addEventListener('submit', submit);
  // What is under way goes on: news may take a form off the page before the answer to it is here.
  return () => form.removeEventListener('submit', submit);
}

interface Sending {
  readonly form: HTMLFormElement;
  readonly body: FormData;
  readonly waiting: string;
}

async function send({ form, body, waiting }: Sending): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: form.enctype === 'multipart/form-data' ? body : urlEncoded(body),
      headers: { accept: 'text/html', 'x-rostra-submit': 'script' }, // the server may answer with X-Rostra-Location instead of a redirect
    }).catch(() => null);
    if (answer && attemptOf(answer.status) === 'answered') return answer;
    say(form, waiting);
    await pause(waitBeforeMs(attempt, Math.random()));
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
  focusFault();
}

/** The first field that is wrong and can be typed into, else the page. */
function focusFault(): void {
  for (const field of document.querySelectorAll<HTMLElement>('[aria-invalid=true], [aria-invalid=true] input')) {
    field.focus();
    if (document.activeElement === field) return;
  }
  document.querySelector('main')?.focus();
}

function urlEncoded(body: FormData): URLSearchParams {
  return new URLSearchParams([...body].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]));
}

/** Waits, but not longer than until the device is online again. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const goOn = (): void => {
      clearTimeout(timer);
      removeEventListener('online', goOn);
      resolve();
    };
    const timer = setTimeout(goOn, ms);
    addEventListener('online', goOn);
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
