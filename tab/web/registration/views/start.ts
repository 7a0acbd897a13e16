import { icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { personalPage } from '../../personal/views/frame.ts';

export interface StartView {
  readonly event: string;
  readonly forms: readonly { readonly label: string; readonly say: string; readonly href: string }[];
  readonly homeUrl: string;
}

/** Which forms are open. */
export function startPage({ event, forms, homeUrl }: StartView): Html {
  return personalPage({
    title: `Registration: ${event}`,
    top: html`<b>${event}</b>`,
    body: html`<div class="stack"><h1>${forms.length === 0 ? 'Registration is not open.' : `Register for ${event}.`}</h1>
${
  forms.length === 0
    ? html`<p class="r-muted">The organisers open it here. Whoever has registered comes back by the link that they were sent.</p>`
    : html`<p class="r-muted">Each form ends with a link of your own: keep it, it is the way back to what you registered.</p>`
}
${forms.map(
  ({ label, say, href }) =>
    html`<a class="btn btn-outline btn-lg" href="${href}"><span>${label}</span>${icon('chevron-right')}</a><p class="r-muted">${say}</p>`,
)}
<p><a href="${homeUrl}">${event}</a></p></div>`,
  });
}
