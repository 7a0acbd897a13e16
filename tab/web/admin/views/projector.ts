import { assetUrl } from '#kit/html/asset-urls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { qrCode } from '#kit/print/qr.ts';
import type { SideName } from '../../../rules/side-names.ts';

export interface ProjectorView {
  readonly event: string;
  readonly round: string;
  readonly timezone: string;
  readonly startsAt: string | null;
  readonly now: string;
  readonly sides: readonly SideName[];
  /** Null: the hall does not see it yet. */
  readonly rooms: readonly HallRoom[] | null;
  /** Of the public site, for the phones. */
  readonly address: string;
  readonly liveUrl: string;
  /** Who hears that the hall has seen every room; null when nobody waits for it. */
  readonly shownUrl: string | null;
  /** Until the phones get it; null when that is not known. */
  readonly publishInMs: number | null;
  readonly isPublic: boolean;
  readonly csrf: string;
}

interface HallRoom {
  readonly room: string;
  readonly teams: readonly string[];
}

const rowsAtOnce = 6;

/** The screen in the hall: whole rows, page by page, in the dark, and nothing to press. */
export function projectorPage(view: ProjectorView): Html {
  const { event, round, startsAt, now, address, rooms } = view;
  return html`<!doctype html>
<html lang="en" class="r-desk" data-bs-theme="dark">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Hall: ${round}, ${event}</title>
<link rel="icon" href="${assetUrl('mark.svg')}" type="image/svg+xml"><link rel="stylesheet" href="${assetUrl('rostra.css')}"><link rel="stylesheet" href="${assetUrl('desk.css')}">
<script type="module" src="${assetUrl('islands/kit/live-region.js')}"></script><script type="module" src="${assetUrl('islands/tab/projector.js')}"></script>
${styles}</head>
<body class="proj" data-island="live-region" data-props="${JSON.stringify({ url: view.liveUrl })}">
<header><div><h1>Draw, ${round}</h1><p>${event}</p></div>${startsAt && html`<div class="go"><span>Debates start</span><b>${startsAt}</b></div>`}<div class="clock"><span>now</span><b data-clock="${view.timezone}">${now}</b></div></header>
<main data-island="projector" data-props="${JSON.stringify({ csrf: view.csrf })}"><div data-live="draw">${rooms === null ? html`<p class="soon">The draw of ${round} shows here first.</p>` : drawPart(view, rooms)}</div><p class="count" role="status" hidden></p></main>
<footer><div class="qrb">${qrCode(address, `QR code for ${address}`)}</div><p><b>Your room on your phone</b><br>${address.replace(/^https?:\/\//, '')}</p><div class="pg"><span data-place></span><i><u></u></i></div></footer>
</body></html>`;
}

function drawPart({ round, sides, shownUrl, publishInMs, isPublic }: ProjectorView, rooms: readonly HallRoom[]): Html {
  const pages = Array.from({ length: Math.ceil(rooms.length / rowsAtOnce) }, (_page, index) =>
    rooms.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );
  return html`<table data-state="${isPublic ? 'public' : 'hall'}" data-shown-url="${shownUrl ?? ''}" data-publish-in="${publishInMs ?? ''}"><caption class="r-sr">Draw of ${round}</caption><thead><tr><th scope="col">Room</th>${sides.map(
    ({ short, long, isOpposing }) => html`<th scope="col"><span class="r-side${isOpposing && ' b'}">${short}</span> ${long}</th>`,
  )}</tr></thead>${pages.map(
    (page) =>
      html`<tbody>${page.map(({ room, teams }) => html`<tr><th scope="row">${room}</th>${sides.map((_side, side) => html`<td>${teams[side]}</td>`)}</tr>`)}</tbody>`,
  )}</table>`;
}

const styles = html`<style>
body.proj{--u:min(1vw,1.7778vh);height:100vh;overflow:hidden;display:grid;grid-template-rows:auto 1fr auto;padding:calc(2.2*var(--u)) calc(3*var(--u)) calc(1.8*var(--u));font-size:calc(2.2*var(--u));background:var(--r-sunken)}
.proj header{display:flex;align-items:flex-start;gap:calc(4*var(--u))}.proj header div:first-child{flex:1}.proj h1{font-size:calc(4.6*var(--u));letter-spacing:-.03em;line-height:1}.proj header p,.proj header span{color:var(--r-muted);font-size:calc(1.9*var(--u));margin-top:calc(.5*var(--u))}
.go,.clock{text-align:end;line-height:1;font-variant-numeric:tabular-nums;display:flex;flex-direction:column-reverse}.go b,.clock b{display:block;font-size:calc(4.6*var(--u));letter-spacing:-.03em;margin-bottom:calc(.4*var(--u));font-weight:650}.go b{color:var(--r-brand-text)}
.proj main{display:grid;align-items:end;overflow:hidden;position:relative}.proj table{width:100%;table-layout:fixed;border-collapse:collapse;font-variant-numeric:tabular-nums}.proj th:first-child{width:15%;padding-inline-start:0!important}
.proj thead th{text-align:start;font-weight:500;color:var(--r-muted);font-size:calc(1.55*var(--u));padding:0 calc(.6*var(--u)) calc(.8*var(--u));white-space:nowrap;overflow:hidden}.proj .r-side{font-size:calc(1.35*var(--u));height:calc(2.2*var(--u));min-width:calc(3.1*var(--u));border-radius:calc(.4*var(--u));margin-inline-end:calc(.4*var(--u))}
.proj tbody[hidden]{display:none}.proj tbody th{font-size:calc(3.7*var(--u));text-align:start;font-weight:720;letter-spacing:-.03em;line-height:1;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.proj tbody td{font-size:calc(2.75*var(--u));line-height:1.1;font-weight:520;letter-spacing:-.01em;overflow-wrap:anywhere}.proj tbody td,.proj tbody th{padding:calc(.7*var(--u)) calc(.6*var(--u));border-top:2px solid var(--r-line)}
.proj footer{display:flex;align-items:center;gap:calc(1.6*var(--u));padding-top:calc(1.1*var(--u));border-top:2px solid var(--r-line)}.qrb .r-qr{display:block;width:calc(8.2*var(--u));height:auto;border-radius:calc(.5*var(--u))}.proj footer p{font-size:calc(1.9*var(--u));line-height:1.3}
.pg{margin-inline-start:auto;text-align:end;color:var(--r-muted);font-size:calc(1.7*var(--u))}.pg i{display:block;width:calc(22*var(--u));height:calc(.6*var(--u));margin-top:calc(.6*var(--u));border-radius:99px;background:var(--r-line);overflow:hidden}.pg u{display:block;width:0;height:100%;border-radius:99px;background:var(--r-brand)}
.soon{align-self:center;text-align:center;font-size:calc(3.7*var(--u));color:var(--r-muted);padding-bottom:calc(14*var(--u))}.count{position:absolute;inset:0;display:grid;place-items:center;font-size:calc(26*var(--u));font-weight:750;background:color-mix(in srgb,var(--r-sunken) 88%,transparent);color:var(--r-brand-text)}.count[hidden]{display:none}
</style>`;
