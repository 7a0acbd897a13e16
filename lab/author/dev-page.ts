import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import type { DevFault } from './dev-process.ts';

/** What every page is told when it connects, and after each save. */
export interface DevNews {
  /** Another one: the page is out of date. */
  readonly version: number;
  readonly fault: DevFault | null;
  /** What the compiler finds; the game runs all the same. */
  readonly notes: readonly string[];
}

/** Sent to the browser as text: shows what is wrong, and loads the page anew after a save. */
export function watchForSaves(): void {
  let shown: number | null = null;
  const box = document.createElement('div');
  box.setAttribute('role', 'status');
  box.className = 'r-lab-dev';
  box.style.cssText =
    'position:fixed;inset:auto .5rem .5rem auto;max-width:min(40rem,calc(100vw - 1rem));z-index:2000;padding:.5rem .75rem;' +
    'border-radius:.5rem;background:#222;color:#fff;font:14px/1.4 ui-monospace,monospace;white-space:pre-wrap;box-shadow:0 2px 12px #0006';
  const link = document.createElement('a');
  link.href = '/dev';
  link.textContent = 'Start as new participant';
  link.style.color = '#9cf';
  document.body.append(box);
  new EventSource('/dev/events').addEventListener('message', ({ data }) => {
    const { version, fault, notes }: DevNews = JSON.parse(data);
    if (shown !== null && version !== shown) return location.reload();
    shown = version;
    const words = fault ? [`${fault.message}\n${fault.hint}`] : notes;
    box.style.borderLeft = words.length > 0 ? '.4rem solid #f66' : '';
    box.replaceChildren(words.length > 0 ? `${words.join('\n')}\n` : '', link);
  });
}

/** Where an author begins: the sessions of the project, each with a link to a seat in it. */
export function devPage(configs: readonly { readonly name: string; readonly words: string }[], fault: DevFault | null): Html {
  const body = html`<h1>Your experiment</h1>
    ${
      fault &&
      html`<div class="alert alert-danger">
        <p>${fault.message}</p>
        <p class="mb-0">${fault.hint}</p>
      </div>`
    }
    ${
      configs.length > 0 &&
      html`<p>Each press is the next person in a session; after the last one a new session begins.</p>
        <ul class="list-unstyled">
          ${configs.map(
            ({ name, words }) =>
              html`<li class="mb-2">
                <a class="btn btn-primary" target="_blank" href="/dev/start?config=${name}">Start as new participant</a> ${words}
              </li>`,
          )}
        </ul>
        <p><a href="/demo">Demo page</a> · <a href="/sessions">Sessions</a></p>`
    }`;
  return layout({ title: 'Your experiment', face: 'lab', kind: 'guest', body });
}

/** The page with what makes it watch for saves. */
export function withWatcher(page: string): string {
  return page.replace(/<\/body>(?![\s\S]*<\/body>)/, '<script src="/dev/watch.js" defer></script></body>');
}
