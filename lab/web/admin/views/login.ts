import { csrfField, field } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { paths } from '../routes.ts';

export interface LoginPage {
  readonly csrf: string;
  /** Where to go afterwards. */
  readonly next: string;
  /** The name that stands there at first. */
  readonly name: string;
  readonly fault?: string;
}

/** Asks for name and password. */
export function loginPage({ csrf, next, name, fault }: LoginPage): Html {
  return layout({
    title: 'Sign in',
    face: 'lab',
    kind: 'desk',
    body: html`<div class="r-narrow r-stack"><section class="r-card"><div class="in r-stack"><h1>Sign in to the lab</h1>
    <p class="r-muted">Participants need no password: they use the link they were given.</p>
    <form method="post" action="${paths.signIn()}" class="r-stack">${csrfField(csrf)}<input type="hidden" name="next" value="${next}">
    ${field({ name: 'name', label: 'Name', type: 'text', value: name, required: true, attributes: { autocomplete: 'username', maxlength: 60 } })}
    ${field({
      name: 'password',
      label: 'Password',
      type: 'password',
      required: true,
      attributes: { autocomplete: 'current-password', autofocus: true },
      help: html`The administrator’s is the value of <code>LAB_ADMIN_PASSWORD</code>; all others were given theirs.`,
      ...(fault !== undefined && { error: fault }),
    })}
    <div class="r-buttons"><button class="btn btn-primary">Sign in</button></div></form></div></section></div>`,
  });
}
