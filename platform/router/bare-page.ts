import { html, type Html } from '#kit/html/html.ts';

/** Of pages that stand alone: where they are shown there is nobody to fetch a stylesheet from. */
export const bareStyle: Html = html`<style>
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
a{color:var(--brand)}
.card .facts{margin:0 0 12px}
h2{margin:24px 0 8px;font-size:17px}
dl{display:grid;grid-template-columns:auto 1fr;gap:8px 16px;margin:0}
dt{color:var(--muted);font-variant-numeric:tabular-nums}
dd{margin:0;overflow-wrap:anywhere}
dd.state{color:var(--muted)}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:14px;overflow-wrap:anywhere}
</style>`;

/** Whose page it is. */
export const mark = (name: string): Html =>
  html`<div class="mark"><svg viewBox="0 0 22 22" aria-hidden="true"><path d="M2 15h14l4 2.5-4 2.5H2z"/><path opacity=".7" d="M2 8.5h9l4 2.5-4 2.5H2z"/><path opacity=".45" d="M2 2h5l4 2.5L7 7H2z"/></svg><span>${name}</span></div>`;
