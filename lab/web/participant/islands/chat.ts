import { connectionTo } from './page-connection.ts';

interface ChatProps {
  readonly url: string;
  /** Says where this participant writes, and under which name. */
  readonly token: string;
  /** In the page's language: one's own `{name}`, and that the connection is lost. */
  readonly words: { readonly mine: string; readonly lost: string };
}

interface Line {
  readonly id: number;
  readonly nickname: string;
  readonly body: string;
  readonly atMs: number;
  readonly mine: boolean;
}

interface Parts {
  readonly list: HTMLOListElement;
  readonly input: HTMLTextAreaElement;
  readonly button: HTMLButtonElement;
  readonly empty: HTMLElement | null;
  readonly state: HTMLElement | null;
}

/** A chat: Enter sends, Shift and Enter begin a new line. */
export function mount(element: HTMLElement, { url, token, words }: ChatProps): () => void {
  const parts = partsOf(element);
  if (!parts) return () => {};
  const connection = connectionTo(url);
  const unsaid = new Map<string, string>();
  let after = 0;
  const say = (key: string, body: string): void => connection.send({ say: token, key, body });
  const write = (): void => {
    const body = parts.input.value.trim();
    parts.input.value = '';
    parts.input.focus();
    if (body === '') return;
    const key = crypto.randomUUID();
    unsaid.set(key, body);
    say(key, body);
  };
  connection.onOpen(() => {
    connection.send({ chat: token, after });
    for (const [key, body] of unsaid) say(key, body);
  });
  connection.onFrame((frame) => {
    if (frame.said !== undefined) unsaid.delete(frame.said);
    if (frame.notSaid !== undefined) setTimeout(() => again(String(frame.notSaid)), frame.ms);
    if (frame['chat'] === token && isLines(frame['lines'])) after = show({ ...parts, mine: words.mine }, frame['lines'], after);
  });
  connection.onMood((isConnected) => {
    if (parts.state) parts.state.textContent = isConnected ? '' : words.lost;
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    write();
  };
  parts.input.addEventListener('keydown', onKey);
  parts.button.addEventListener('click', write);
  return () => {
    parts.input.removeEventListener('keydown', onKey);
    parts.button.removeEventListener('click', write);
  };

  function again(key: string): void {
    const body = unsaid.get(key);
    if (body !== undefined) say(key, body);
  }
}

function partsOf(element: HTMLElement): Parts | null {
  const [list, input, button] = [element.querySelector('ol'), element.querySelector('textarea'), element.querySelector('button')];
  if (!list || !input || !button) return null;
  return { list, input, button, empty: element.querySelector('[data-chat-empty]'), state: element.querySelector('[data-chat-state]') };
}

function isLines(value: unknown): value is Line[] {
  return Array.isArray(value);
}

/** In order of their numbers, each once. Gives the highest number. */
function show({ list, empty, mine }: Parts & Mine, lines: readonly Line[], after: number): number {
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  for (const line of lines) if (!list.querySelector(`[data-line="${line.id}"]`)) place({ list, mine }, line);
  if (empty) empty.hidden = list.children.length > 0;
  if (isAtEnd) list.scrollTop = list.scrollHeight;
  return Math.max(after, ...lines.map(({ id }) => id));
}

/** How one's own name is written. */
interface Mine {
  readonly mine: string;
}

function place({ list, mine }: Pick<Parts, 'list'> & Mine, line: Line): void {
  const next = [...list.children].find((item) => item instanceof HTMLElement && Number(item.dataset['line']) > line.id);
  list.insertBefore(itemOf(line, mine), next ?? null);
}

function itemOf({ id, nickname, body, atMs, mine }: Line, ownName: string): HTMLLIElement {
  const item = document.createElement('li');
  item.dataset['line'] = String(id);
  item.className = mine ? 'otree-chat__msg mine' : 'otree-chat__msg';
  const name = document.createElement('b');
  name.className = 'otree-chat__nickname';
  name.textContent = mine ? ownName.replace('{name}', () => nickname) : nickname;
  const words = document.createElement('span');
  words.className = 'otree-chat__body';
  words.textContent = body;
  item.title = new Date(atMs).toLocaleTimeString();
  item.append(name, ' ', words);
  return item;
}
