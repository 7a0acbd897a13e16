import { banner, card, chip, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, copyButton, type SessionTitle, type Visitor } from './frame.ts';

/** One seat's own link. */
export interface SeatLink {
  /** The label, or `P4`. */
  readonly name: string;
  readonly url: string;
  readonly hasStarted: boolean;
}

export interface LinksPage {
  readonly session: SessionTitle;
  readonly sessionWideUrl: string;
  /** The same as a QR code. */
  readonly drawing: Html;
  /** Where the session is, if it is in a room. */
  readonly room: { readonly name: string; readonly displayName: string } | null;
  readonly seats: readonly SeatLink[];
  readonly visitor: Visitor;
}

/** More frames than this are too small to play in. */
export const mostFrames = 6;

/** The ways in: one link for everybody, one for each seat. */
export function linksPage({ session, sessionWideUrl, drawing, room, seats, visitor }: LinksPage): Html {
  const started = seats.filter((seat) => seat.hasStarted).length;
  const split = html`<a class="btn btn-primary" href="${paths.split(session.code)}">${icon('grid-1x2')}Play in split screen</a>`;
  return adminPage({
    title: 'Links',
    visitor,
    place: { session, tab: 'links' },
    islands: ['kit/copy-button'],
    body: html`${statusSentence({
      state: started > 0 ? 'ok' : 'wait',
      icon: 'link-45deg',
      sentence: seats.length === 1 ? '1 link, for one person.' : `${seats.length} links, one for each person.`,
      detail: html`<b>${started} of ${seats.length}</b> have been opened.`,
      actions: session.isDemo && seats.length <= mostFrames ? [split] : [],
    })}
    ${room && banner({ kind: 'info', text: html`This session is in ${room.displayName}.`, detail: html`Whoever comes by <a href="${paths.room(room.name)}">the links of the room</a> gets a seat here.` })}${card(
      {
        title: 'One link for everybody',
        say: 'Whoever opens it gets the next free seat.',
        body: html`<div class="r-buttons"><a href="${sessionWideUrl}" target="_blank" rel="noopener"><code class="r-wrap">${sessionWideUrl}</code></a>${copyButton(sessionWideUrl, 'Copy')}</div><div style="max-width:11rem">${drawing}</div>`,
      },
    )}
    ${card({
      title: 'One link for each seat',
      say: 'Each works for one person.',
      aside: html`<span class="r-buttons">${copyButton(seats.map((seat) => seat.url).join('\n'), 'Copy all')}<a class="btn btn-outline" href="${paths.linksFile(session.code)}">${icon('download')}CSV</a><a class="btn btn-outline" href="${paths.qrCodes(session.code)}">${icon('qr-code')}QR codes</a></span>`,
      flush: true,
      body: seatTable(seats),
    })}`,
  });
}

function seatTable(seats: readonly SeatLink[]): Html {
  return table({
    caption: 'Links of the seats',
    cards: true,
    columns: [{ label: 'Seat' }, { label: 'Link' }, { label: 'State' }],
    rows: seats.map((seat) => [
      html`<b>${seat.name}</b>`,
      html`<a href="${seat.url}" target="_blank" rel="noopener"><code class="r-wrap">${seat.url}</code></a>`,
      seat.hasStarted ? chip('ok', 'opened') : chip('idle', 'not opened'),
    ]),
  });
}

export interface QrCodesPage {
  readonly session: SessionTitle;
  readonly seats: readonly (SeatLink & { readonly drawing: Html })[];
  readonly visitor: Visitor;
}

/** A slip for each seat, to print and cut apart. */
export function qrCodesPage({ session, seats, visitor }: QrCodesPage): Html {
  return adminPage({
    title: 'QR codes',
    visitor,
    place: { session, tab: 'links' },
    islands: ['kit/print-button'],
    body: html`${statusSentence({
      state: 'idle',
      icon: 'qr-code',
      sentence: seats.length === 1 ? '1 QR code' : `${seats.length} QR codes, one for each seat`,
      detail: 'They print as slips to cut apart.',
      actions: [
        html`<a class="btn btn-outline" href="${paths.links(session.code)}">Back to the links</a>`,
        html`<button class="btn btn-primary" type="button" data-island="print-button">${icon('printer')}Print</button>`,
      ],
    })}<section style="display:grid;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:12px" aria-label="QR codes">${seats.map(
      ({ name, url, drawing }) =>
        html`<article class="r-card r-pad" style="break-inside:avoid"><p><b>${name}</b> <span class="r-muted">${session.name}</span></p>${drawing}<code class="r-wrap r-small">${url}</code></article>`,
    )}</section>`,
  });
}

export interface SplitPage {
  readonly session: SessionTitle;
  readonly seats: readonly SeatLink[];
}

/** All seats of a demo side by side. */
export function splitPage({ session, seats }: SplitPage): Html {
  return layout({
    title: `Split screen: ${session.name}`,
    face: 'lab',
    kind: 'desk',
    wide: true,
    event: session.name,
    user: html`<a class="btn btn-outline" href="${paths.monitor(session.code)}">Monitor</a>`,
    body: html`<h1 class="r-sr">${session.name} in split screen</h1><div class="r-frames">${seats.map(
      (seat) => html`<figure><figcaption>${seat.name}</figcaption><iframe src="${seat.url}" title="Seat ${seat.name}"></iframe></figure>`,
    )}</div>`,
  });
}
