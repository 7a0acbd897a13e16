import { openCamera } from './scan-camera.ts';
import { scanQueue, type ScanLine } from './scan-queue.ts';
import { beep } from './scan-sound.ts';

interface ScanProps {
  readonly url: string;
  readonly csrf: string;
}

/** How many of the last scans stand on the page. */
const shown = 50;

/** The scanner's page: a field that is always ready, six digits send themselves, each scan is heard and seen. */
export function mount(root: HTMLElement, { url, csrf }: ScanProps): () => void {
  const ended = new AbortController();
  const form = root.querySelector('form');
  const entry = root.querySelector('textarea');
  const list = root.querySelector('[data-scans]');
  if (form === null || entry === null || list === null) return () => ended.abort();

  const onLine = (line: ScanLine): void => {
    showLine(list, line);
    beep(line.isKnown);
  };
  const onWaiting = (count: number): void => {
    const place = root.querySelector('[data-waiting]');
    if (place !== null) place.textContent = count === 0 ? '' : `${count} ${count === 1 ? 'scan waits' : 'scans wait'} for the network.`;
  };
  const queue = scanQueue({ url, csrf, onLine, onWaiting });
  const take = (text: string): void => {
    if (text.trim() === '') return;
    entry.value = '';
    queue.put(text.trim());
  };
  const on = { signal: ended.signal };
  const takeEntry = (event: Event): void => {
    event.preventDefault();
    take(entry.value);
  };
  form.addEventListener('submit', takeEntry, on);
  entry.addEventListener('keydown', (event) => event.key === 'Enter' && !event.shiftKey && takeEntry(event), on);
  entry.addEventListener('input', () => /^\s*[1-9]\d{5}\s*$/.test(entry.value) && take(entry.value), on);
  // A scanner types wherever the page is: the field takes it.
  document.addEventListener('keydown', ({ key, target }) => target === document.body && /^\d$/.test(key) && entry.focus(), on);
  addEventListener('online', queue.flush, on);
  openCamera(root, { take, signal: ended.signal });
  queue.flush();
  return () => {
    queue.stop();
    ended.abort();
  };
}

function showLine(list: Element, { words, isKnown }: ScanLine): void {
  const item = document.createElement('li');
  item.textContent = words;
  item.className = isKnown ? 'ok' : 'fail';
  if (list.querySelector('.ok, .fail') === null) list.replaceChildren();
  list.prepend(item);
  while (list.children.length > shown) list.lastElementChild?.remove();
}
