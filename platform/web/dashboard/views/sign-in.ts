import { banner, csrfField, field } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { paths } from '../routes.ts';

export interface SignIn {
  readonly csrf: string;
  readonly next: string;
  readonly name: string;
  readonly fault: string | null;
}

export function signInPage({ csrf, next, name, fault }: SignIn): Html {
  return layout({
    title: 'Sign in',
    face: 'platform',
    kind: 'desk',
    body: html`<div class="r-narrow r-stack">${fault && banner({ kind: 'failed', text: fault, detail: 'Nothing else happened.' })}
      <section class="r-card"><div class="in r-stack"><h1>Sign in to this machine's platform</h1>
      <form class="r-stack" method="post" action="${paths.signIn()}">${csrfField(csrf)}<input type="hidden" name="next" value="${next}">
      ${field({ name: 'name', label: 'Name', type: 'text', value: name, attributes: { autocomplete: 'username', autocapitalize: 'off', spellcheck: 'false', placeholder: 'admin' }, help: 'Leave it empty to come in with the admin password.' })}
      ${field({ name: 'password', label: 'Password', type: 'password', required: true, attributes: { autocomplete: 'current-password', autofocus: true }, help: html`The admin password is printed when the platform starts, and kept in the file <code>admin-password</code> of its data folder.` })}
      <div class="r-buttons"><button class="btn btn-primary">Sign in</button></div></form></div></section></div>`,
  });
}
