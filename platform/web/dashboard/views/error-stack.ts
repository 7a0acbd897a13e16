import { card } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { ErrorEvent, ErrorException, ErrorFrame } from '../../../rules/errors/event.ts';

/** The exceptions of an event, the one that was seen first, then what caused it; each with its calls, the newest first. */
export function exceptionCards({ exceptions, message }: ErrorEvent): Html {
  if (exceptions.length === 0)
    return message === null ? html`` : card({ title: 'What it says', body: html`<pre class="r-pre">${message.text}</pre>` });
  return html`${exceptions.toReversed().map((exception, at) => exceptionCard(exception, at === 0))}`;
}

function exceptionCard({ type, value, isHandled, frames }: ErrorException, isFirst: boolean): Html {
  const newestFirst = frames.toReversed();
  const opened = newestFirst.findIndex(({ isOwn, context }) => isOwn && context !== null);
  return card({
    title: isFirst ? (type === '' ? 'Where it was said' : 'Where it broke') : html`Caused by ${type}`,
    say: isHandled === false ? 'nobody caught it' : isFirst ? type : null,
    body: html`<div class="r-stack r-fit">${value !== '' && html`<pre class="r-pre">${value}</pre>`}${framesList(newestFirst, opened)}</div>`,
  });
}

/** The calls of libraries in a row are folded into one line. */
function framesList(frames: readonly ErrorFrame[], opened: number): Html {
  const parts: Html[] = [];
  for (let at = 0; at < frames.length; at += 1) {
    const foreign = frames.slice(at).findIndex(({ isOwn }) => isOwn);
    const length = foreign === -1 ? frames.length - at : foreign;
    if (length > 1) {
      parts.push(libraryCalls(frames.slice(at, at + length)));
      at += length - 1;
    } else {
      const frame = frames[at];
      if (frame !== undefined) parts.push(frameLine(frame, at === opened));
    }
  }
  return html`<div class="r-stack-trace">${parts}</div>`;
}

const libraryCalls = (frames: readonly ErrorFrame[]): Html =>
  html`<details class="r-frames"><summary class="r-muted">${frames.length} calls in libraries</summary>${frames.map((frame) => frameLine(frame, false))}</details>`;

function frameLine(frame: ErrorFrame, isOpen: boolean): Html {
  const { function: name, file, line, isOwn, context } = frame;
  const place = html`<code>${file ?? 'unknown'}${line !== null && `:${line}`}</code> <span class="r-muted">${name !== null && html`in ${name}`}</span>`;
  if (context === null) return html`<p class="r-frame${!isOwn && ' r-muted'}">${place}</p>`;
  return html`<details class="r-frame"${isOpen && html` open`}><summary>${place}</summary>${codeOf(frame)}${varsOf(frame)}</details>`;
}

/** The line and those around it, numbered. */
function codeOf({ before, context, after, line }: ErrorFrame): Html {
  const first = (line ?? 1) - before.length;
  const lines = [...before, context ?? '', ...after];
  const rows = lines.map((text, at) => {
    const row = html`<span class="n">${first + at}</span>${text}\n`;
    return at === before.length ? html`<mark>${row}</mark>` : html`<span>${row}</span>`;
  });
  return html`<pre class="r-source" tabindex="0"><code>${rows}</code></pre>`;
}

function varsOf({ vars }: ErrorFrame): Html | null {
  const entries = Object.entries(vars);
  if (entries.length === 0) return null;
  return html`<dl class="r-vars">${entries.slice(0, 20).map(([name, value]) => html`<dt><code>${name}</code></dt><dd><code>${JSON.stringify(value).slice(0, 300)}</code></dd>`)}</dl>`;
}
