import { openStream } from '#kit/islands/event-stream.ts';
import type { LogLine } from '../../../rules/resources.ts';

interface LogTailProps {
  readonly url: string;
  /** As many lines stay on the page. */
  readonly keep: number;
  /** The id of the last line that is there already. */
  readonly last: number;
}

/** New log lines at the end, as long as the reader is at the end; scrolled up, the list stands still and says how many are new. */
export function mount(list: HTMLElement, { url, keep, last }: LogTailProps): () => void {
  const stream = openStream(url);
  const more = document.createElement('button');
  more.type = 'button';
  more.className = 'btn btn-outline r-log-more';
  more.hidden = true;
  list.after(more);
  let newest = last;
  let unseen = 0;

  const toEnd = (): void => {
    list.scrollTop = list.scrollHeight;
    unseen = 0;
    more.hidden = true;
  };
  stream.on('log', (data) => {
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
    const fresh = linesIn(data).filter((line) => line.id > newest);
    newest = fresh.at(-1)?.id ?? newest;
    list.append(...fresh.map(lineElement));
    if (isAtEnd) {
      while (list.childElementCount > keep) list.firstElementChild?.remove();
      toEnd();
      return;
    }
    unseen += fresh.length;
    more.hidden = unseen === 0;
    more.textContent = `${unseen} new ${unseen === 1 ? 'line' : 'lines'}`;
  });
  more.addEventListener('click', toEnd);
  list.addEventListener('scroll', () => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < 8) toEnd();
  });
  toEnd();
  return () => {
    stream.close();
    more.remove();
  };
}

/** A bundle of lines as control sends it; anything else is nothing. */
function linesIn(data: unknown): LogLine[] {
  return Array.isArray(data) ? data.filter(isLine) : [];
}

function isLine(item: unknown): item is LogLine {
  return typeof item === 'object' && item !== null && 'id' in item && 'text' in item;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The same form as the lines that came with the page. */
function lineElement({ at, source, dyno, text }: LogLine): HTMLElement {
  const line = document.createElement('li');
  line.className = source;
  const time = document.createElement('time');
  time.dateTime = at;
  time.textContent = clock.format(new Date(at));
  const name = document.createElement('b');
  name.textContent = dyno;
  const words = document.createElement('span');
  words.textContent = text;
  line.append(time, ' ', name, ' ', words);
  return line;
}
