import { card, csrfField, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { checkInPaths } from '../check-in-paths.ts';
import { tabPage, type Event, type Visitor } from './frame.ts';

export interface ScanPage {
  readonly visitor: Visitor;
  readonly event: Event;
  /** For a scan that is sent without a script. */
  readonly intent: string;
}

/** The place of a scanner: one field that is always ready, and what the last scans were. */
export function scanPage({ visitor, event, intent }: ScanPage): Html {
  const url = checkInPaths.scan(event.slug);
  return tabPage({
    title: 'Scan',
    visitor,
    event,
    tab: 'check-in',
    islands: ['scan'],
    body: html`${statusSentence({
      state: 'idle',
      icon: 'qr-code',
      sentence: 'Scan a badge or a door.',
      detail: 'Six digits send themselves. Without a network scans wait here and go out later, with the time they were made.',
      actions: [html`<a class="btn btn-outline" href="${checkInPaths.people(event.slug)}">Who is here</a>`],
    })}<div class="r-two start" data-island="scan" data-props="${JSON.stringify({ url, csrf: visitor.csrf })}">${card({
      title: 'Scan',
      body: html`<form method="post" action="${url}" class="r-stack">${csrfField(visitor.csrf)}<input type="hidden" name="intent" value="${intent}"><input type="hidden" name="ago" value="0">
<label class="r-field"><span>Identifier</span><textarea class="form-control" name="scan" rows="1" inputmode="numeric" autocomplete="off" autofocus required maxlength="4000"></textarea></label>
<div class="r-buttons"><button class="btn btn-primary">Check in</button><button class="btn btn-outline" type="button" data-camera hidden>${icon('qr-code')}Use the camera</button></div><video data-video hidden muted playsinline></video></form>`,
    })}${card({
      title: 'Last scans',
      body: html`<p class="r-muted" role="status" data-waiting></p><ol class="r-scans" data-scans aria-live="polite"><li class="r-muted">None yet.</li></ol>`,
    })}</div>`,
  });
}
