import { parse } from 'node-html-parser';
import { readForm, type Form } from '#kit/html/read-form.ts';

/** What a bot knows of a page. */
export interface PageContent {
  readonly title: string;
  /** The form that is posted, if the page has one; of several the one in `main`. */
  readonly form: Form | null;
  /** Where the page's links lead, as written. */
  readonly links: readonly string[];
  /** The event stream that a waiting page listens to; null when it waits for nothing. */
  readonly news: string | null;
  /** The socket of a live page, as written; null for any other page. */
  readonly live: string | null;
  /** What the page says is wrong with the form. */
  readonly complaints: readonly string[];
}

/** Reads a page the way a person does. */
export function readPage(html: string): PageContent {
  const root = parse(html);
  const main = root.querySelector('main') ?? root;
  const form = main.querySelectorAll('form').find((each) => (each.getAttribute('method') ?? '').toLowerCase() === 'post');
  return {
    title: root.querySelector('title')?.text ?? '',
    form: form === undefined ? null : readForm(form, root),
    links: root.querySelectorAll('a[href]').map((link) => link.getAttribute('href') ?? ''),
    news: addressIn(root.querySelector('[data-island=wait]')?.getAttribute('data-props')),
    live: addressIn(root.querySelector('[data-island=live]')?.getAttribute('data-props')),
    complaints: main.querySelectorAll('[role=alert], .invalid-feedback, .r-err').map((each) => each.text.trim().replaceAll(/\s+/g, ' ')),
  };
}

function addressIn(props: string | undefined): string | null {
  const parsed: unknown = props === undefined ? null : JSON.parse(props);
  return typeof parsed === 'object' && parsed !== null && 'url' in parsed ? String(parsed.url) : null;
}
