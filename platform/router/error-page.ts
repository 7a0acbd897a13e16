import { html, type Html } from '#kit/html/html.ts';
import { statusPath } from '../rules/status-page.ts';
import { bareStyle, mark } from './bare-page.ts';
import { errorWords, type ErrorWords } from './error-words.ts';
import type { Exchange } from './exchange.ts';
import type { RequestFault } from './request-fault.ts';

export interface ErrorBody {
  readonly type: string;
  readonly text: string;
}

/** A page for browsers, JSON for programs, a line for everything else. `refreshSeconds`: the page loads itself again by then. */
export function errorBody(exchange: Exchange, fault: RequestFault, refreshSeconds: number | null): ErrorBody {
  const { head, app, requestId } = exchange;
  const { code, requestCode, desc } = fault;
  const ownPage = ownPageFor(exchange, fault);
  if (ownPage !== null) return { type: htmlType, text: ownPage };
  const words = errorWords(requestCode, app?.isDashboard === true);
  const command = words.command === undefined ? '' : `${words.command} ${app?.routes.name ?? ''}`;
  const detail = [fault.facts?.title, desc].filter(Boolean).join(': ');
  if (head.accept.includes('text/html')) {
    return {
      type: htmlType,
      text: page({ code, detail, requestId, words, command, refreshSeconds, hasStatus: app?.routes.status !== undefined }).toString(),
    };
  }
  const message = `${words.say}.`;
  const hint = `${words.hint} ${command}`.trimEnd();
  if (takesJson.test(head.accept)) {
    return { type: 'application/json', text: JSON.stringify({ error: { code, message, hint, detail, requestId } }) };
  }
  return { type: 'text/plain; charset=utf-8', text: `${message} ${hint}\n${code} ${detail} ${requestId}\n` };
}

/** The app's own page for the code, or for its status. Programs get the facts all the same. */
function ownPageFor({ app, head }: Exchange, { code, status }: RequestFault): string | null {
  const maintenance = code === 'H80' ? (app?.routes.maintenance?.html ?? null) : null;
  if (maintenance !== null || app === null || !head.accept.includes('text/html')) return maintenance;
  return app.ownPages.get(code) ?? app.ownPages.get(String(status)) ?? null;
}

const htmlType = 'text/html; charset=utf-8';
const takesJson = /^$|json|\*\/\*/;

interface PageFacts {
  readonly code: string;
  readonly detail: string;
  readonly requestId: string;
  readonly words: ErrorWords;
  readonly command: string;
  readonly refreshSeconds: number | null;
  /** There is a page that says how the app stands. */
  readonly hasStatus: boolean;
}

/** Stands alone: where it is shown there is nobody to fetch a stylesheet from. */
function page({ code, detail, requestId, words, command, refreshSeconds, hasStatus }: PageFacts): Html {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
${refreshSeconds !== null && html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${words.say}</title>
${bareStyle}</head>
<body><main>
${mark('Rostra')}
<div class="card"><h1>${words.say}</h1><p>${words.hint}</p>${command !== '' && html`<pre><code>${command}</code></pre>`}
${refreshSeconds !== null && html`<p class="again" role="status"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3.5a.5.5 0 0 0-1 0V9a.5.5 0 0 0 .252.434l3.5 2a.5.5 0 0 0 .496-.868L8 8.71z"/><path d="M8 16A8 8 0 1 0 8 0a8 8 0 0 0 0 16m7-8A7 7 0 1 1 1 8a7 7 0 0 1 14 0"/></svg>This page tries again by itself.</p>`}</div>
${hasStatus && html`<p class="facts"><a href="${statusPath}">How it stands, and what is said about it</a></p>`}<p class="facts">This page comes from the server in front of the app.<br><code>${code}</code> ${detail}<br><code>${requestId}</code></p>
</main></body></html>
`;
}
