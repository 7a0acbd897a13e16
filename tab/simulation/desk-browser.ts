import { parse, type HTMLElement } from 'node-html-parser';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { send, type Answer } from '#kit/http/client.ts';

/** A page that has arrived. */
export interface DeskPage {
  readonly url: string;
  readonly main: HTMLElement;
}

/** What a form sends, field by field, in the order of the page. */
export type FormFields = readonly (readonly [string, string])[];

const mostRedirects = 5;

/** A browser of somebody in the tab room: cookies, redirects and forms, without any script. A page that refuses is a fault with the page's own words. */
export class DeskBrowser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async open(path: string): Promise<DeskPage> {
    return pageOf(await this.#follow({ method: 'GET', url: new URL(path, this.#origin).href }));
  }

  /** Bytes that a link leads to. */
  async download(path: string): Promise<Answer> {
    return (await this.#follow({ method: 'GET', url: new URL(path, this.#origin).href })).answer;
  }

  /** Presses a form's button and opens where it leads. */
  async submit(page: DeskPage, form: HTMLElement, fields: FormFields): Promise<DeskPage> {
    const url = new URL(form.getAttribute('action') ?? page.url, page.url).href;
    const isUpload = form.getAttribute('enctype') === 'multipart/form-data';
    const sent = isUpload ? await multipart(fields, []) : plain(fields);
    return pageOf(await this.#follow({ method: 'POST', url, ...sent }));
  }

  /** The same with files chosen. */
  async upload(page: DeskPage, { form, fields, files }: Upload): Promise<DeskPage> {
    const url = new URL(form.getAttribute('action') ?? page.url, page.url).href;
    return pageOf(await this.#follow({ method: 'POST', url, ...(await multipart(fields, files)) }));
  }

  async #follow(first: Wish): Promise<Arrived> {
    let wish = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await this.#send(wish);
      const location = answer.headers['location'];
      if (answer.status >= 400) throw new PageRefused(wish, answer);
      if (answer.status < 300 || typeof location !== 'string') return { url: wish.url, answer };
      wish = { method: 'GET', url: new URL(location, wish.url).href };
    }
    throw new PageRefused(first, { status: 508, headers: {}, text: '', json: () => null });
  }

  async #send({ method, url, body, type }: Wish): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await send({
      method,
      url,
      timeoutMs: 60_000,
      headers: {
        accept: 'text/html',
        ...(cookie !== '' && { cookie }),
        ...(type !== undefined && { 'content-type': type, origin: new URL(url).origin }),
      },
      ...(body !== undefined && { body }),
    });
    this.#keepCookies(answer.headers['set-cookie'] ?? []);
    return answer;
  }

  #keepCookies(given: string | string[]): void {
    for (const line of typeof given === 'string' ? [given] : given) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(pair.slice(0, cut));
      else this.#cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
  }
}

export interface Upload {
  readonly form: HTMLElement;
  readonly fields: FormFields;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

interface Wish {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string | Buffer;
  readonly type?: string;
}

interface Arrived {
  readonly url: string;
  readonly answer: Answer;
}

function pageOf({ url, answer }: Arrived): DeskPage {
  const root = parse(answer.text);
  return { url, main: root.querySelector('main') ?? root };
}

const plain = (fields: FormFields): Pick<Wish, 'body' | 'type'> => ({
  body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
  type: 'application/x-www-form-urlencoded',
});

async function multipart(fields: FormFields, files: Upload['files']): Promise<{ body: Buffer; type: string }> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  for (const { name, text } of files) form.append('files', new File([text], name, { type: 'text/csv' }));
  const request = new Response(form);
  return { body: Buffer.from(await request.arrayBuffer()), type: request.headers.get('content-type') ?? '' };
}

/** The form of a page that leads to an address with this ending; null when the page has none. */
export function formTo({ main }: DeskPage, ending: string): HTMLElement | null {
  return main.querySelectorAll('form').find((form) => (form.getAttribute('action') ?? '').endsWith(ending)) ?? null;
}

/** What a form sends as it stands: what is chosen, ticked and filled in. Buttons are left to who presses. */
export function fieldsOf(form: HTMLElement): [string, string][] {
  return form.querySelectorAll('input, select, textarea').flatMap((control): [string, string][] => {
    const name = control.getAttribute('name') ?? '';
    const value = name === '' || control.hasAttribute('disabled') ? null : valueOf(control);
    return value === null ? [] : [[name, value]];
  });
}

/** A form's fields with some of them filled in; what it does not have yet comes last. */
export function withFields(form: HTMLElement, values: Readonly<Record<string, string>>): [string, string][] {
  const own = fieldsOf(form).filter(([name]) => !Object.hasOwn(values, name));
  return [...own, ...Object.entries(values)];
}

/** Null: not sent. */
function valueOf(control: HTMLElement): string | null {
  if (control.tagName === 'SELECT') return selectedOf(control);
  if (control.tagName === 'TEXTAREA') return control.text;
  const type = control.getAttribute('type') ?? 'text';
  const isLeft = type === 'file' || type === 'submit' || (isTick(type) && !control.hasAttribute('checked'));
  return isLeft ? null : (control.getAttribute('value') ?? (isTick(type) ? 'on' : ''));
}

const isTick = (type: string): boolean => type === 'checkbox' || type === 'radio';

function selectedOf(select: HTMLElement): string | null {
  const options = select.querySelectorAll('option');
  const chosen = options.find((option) => option.hasAttribute('selected')) ?? options[0];
  return chosen ? (chosen.getAttribute('value') ?? chosen.text) : null;
}

/** A page did not do what was pressed; its own words say why. */
export class PageRefused extends RostraError {
  constructor({ method, url }: { readonly method: string; readonly url: string }, answer: Answer) {
    const root = parse(answer.text);
    const alerts = root.querySelectorAll('[role=alert], .r-error').map((one) => plainText(one));
    const words = alerts.length > 0 ? alerts : root.querySelectorAll('main').map((one) => plainText(one).slice(0, 300));
    super({
      code: 'TAB_PAGE_REFUSED',
      status: 422,
      message: `${method} ${new URL(url).pathname} was answered ${answer.status}${words.length > 0 ? `: ${words.join(' ')}` : '.'}`,
      hint: 'Open the page in a browser and press the same button there.',
    });
  }
}

const plainText = (element: HTMLElement): string => element.text.replaceAll(/\s+/g, ' ').trim();
