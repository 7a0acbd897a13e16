import { html, type Html } from '#kit/html/html.ts';
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
    return { type: htmlType, text: page({ code, detail, requestId, words, command, refreshSeconds }).toString() };
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
}

/** Stands alone: where it is shown there is nobody to fetch a stylesheet from. */
function page({ code, detail, requestId, words, command, refreshSeconds }: PageFacts): Html {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
${refreshSeconds !== null && html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${words.say}</title>
<style>
:root{color-scheme:light;--bg:#f7f5f2;--surface:#fff;--line:#dfdad3;--text:#1e1a20;--muted:#5f5962;--brand:#7b2d62;--sunken:#efece7;--wait:#235fa6;--wait-tint:#e5eef9}
@media(prefers-color-scheme:dark){:root{color-scheme:dark;--bg:#131116;--surface:#1b191f;--line:#36323c;--text:#f2eff4;--muted:#aea7b5;--brand:#e8a5d1;--sunken:#100e13;--wait:#8fbdf5;--wait-tint:#17293f}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:20px 12px;background:var(--bg);color:var(--text);font:17px/26px ui-sans-serif,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{width:100%;max-width:34rem}
.mark{display:flex;align-items:center;gap:8px;margin-bottom:20px;color:var(--muted);font-size:15px}
.mark svg{width:22px;height:22px;fill:var(--brand)}
.card{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:20px}
h1{margin:0 0 12px;font-size:28px;line-height:34px;font-weight:620;letter-spacing:-.02em;text-wrap:balance}
p,pre{margin:0 0 12px}
.card>:last-child{margin-bottom:0}
pre{padding:8px 12px;border-radius:6px;background:var(--sunken);white-space:pre-wrap}
.again{display:inline-flex;align-items:center;gap:8px;margin:0;padding:4px 10px;border-radius:6px;background:var(--wait-tint);color:var(--wait);font-size:15px;font-weight:560}
.again svg{width:16px;height:16px;fill:currentColor;flex:none}
.facts{margin:16px 0 0;color:var(--muted);font-size:15px;line-height:22px}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:14px;overflow-wrap:anywhere}
</style></head>
<body><main>
<div class="mark"><svg viewBox="0 0 22 22" aria-hidden="true"><path d="M2 15h14l4 2.5-4 2.5H2z"/><path opacity=".7" d="M2 8.5h9l4 2.5-4 2.5H2z"/><path opacity=".45" d="M2 2h5l4 2.5L7 7H2z"/></svg><span>Rostra</span></div>
<div class="card"><h1>${words.say}</h1><p>${words.hint}</p>${command !== '' && html`<pre><code>${command}</code></pre>`}
${refreshSeconds !== null && html`<p class="again" role="status"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3.5a.5.5 0 0 0-1 0V9a.5.5 0 0 0 .252.434l3.5 2a.5.5 0 0 0 .496-.868L8 8.71z"/><path d="M8 16A8 8 0 1 0 8 0a8 8 0 0 0 0 16m7-8A7 7 0 1 1 1 8a7 7 0 0 1 14 0"/></svg>This page tries again by itself.</p>`}</div>
<p class="facts">This page comes from the server in front of the app.<br><code>${code}</code> ${detail}<br><code>${requestId}</code></p>
</main></body></html>
`;
}
