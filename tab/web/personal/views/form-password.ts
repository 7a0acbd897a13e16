import { banner, field } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { personalPage } from './frame.ts';

export interface FormPasswordView {
  readonly event: string;
  readonly action: string;
  /** Where somebody goes who knows it. */
  readonly next: string;
  readonly fault: string | null;
}

/** The password in front of a tournament's public forms. */
export function formPasswordPage({ event, action, next, fault }: FormPasswordView): Html {
  return personalPage({
    title: `Password: ${event}`,
    top: html`<b>${event}</b>`,
    body: html`<div class="stack"><h1>These forms ask for a password.</h1><p class="r-muted">The tab room says it in the hall.</p>
${fault !== null && banner({ kind: 'failed', text: fault })}
<form method="post" action="${action}" class="r-stack"><input type="hidden" name="next" value="${next}">
${field({ name: 'password', label: 'Password', type: 'password', required: true, attributes: { autocomplete: 'off' } })}
<div class="r-buttons"><button class="btn btn-primary">Go on</button></div></form></div>`,
  });
}
