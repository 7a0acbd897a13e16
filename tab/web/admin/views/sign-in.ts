import { csrfField, field } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { paths } from '../routes.ts';

interface SignIn {
  readonly csrf: string;
  readonly next: string;
  readonly fault: string | null;
}

export function signInPage({ csrf, next, fault }: SignIn): Html {
  return layout({
    title: 'Sign in',
    face: 'tab',
    kind: 'desk',
    body: html`<section class="r-card r-narrow"><form class="in r-stack" method="post" action="${paths.signIn()}">${csrfField(csrf)}<input type="hidden" name="next" value="${next}">
<h1 class="r-title">Sign in to the tab room</h1>
${field({
  name: 'password',
  label: 'Admin password',
  type: 'password',
  required: true,
  ...(fault === null ? {} : { error: fault }),
  help: 'It was printed when the app was started, and is the config var TAB_ADMIN_PASSWORD.',
  attributes: { autocomplete: 'current-password' },
})}
<div class="r-buttons"><button class="btn btn-primary">Sign in</button></div></form></section>`,
  });
}
