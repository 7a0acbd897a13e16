import { csrfField, field } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { paths } from '../routes.ts';

interface SignIn {
  readonly csrf: string;
  readonly next: string;
  readonly name: string;
  readonly fault: string | null;
}

export function signInPage({ csrf, next, name, fault }: SignIn): Html {
  return doorPage({
    title: 'Sign in',
    heading: 'Sign in to the tab room',
    action: paths.signIn(),
    button: 'Sign in',
    body: html`${csrfField(csrf)}<input type="hidden" name="next" value="${next}">
${field({ name: 'name', label: 'Name', type: 'text', value: name, help: 'Leave it empty to come in with the admin password.', attributes: { autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' } })}
${field({
  name: 'password',
  label: 'Password',
  type: 'password',
  required: true,
  ...(fault === null ? {} : { error: fault }),
  help: 'The admin password was printed when the app was started, and is the config var TAB_ADMIN_PASSWORD.',
  attributes: { autocomplete: 'current-password' },
})}`,
  });
}

interface Invited {
  readonly csrf: string;
  readonly action: string;
  /** Whose password is set anew; null: a new account. */
  readonly userName: string | null;
  readonly name: string;
  readonly fault: string | null;
}

/** Behind the link of an invitation: choose a name and a password. */
export function invitationPage({ csrf, action, userName, name, fault }: Invited): Html {
  return doorPage({
    title: userName === null ? 'Your account' : 'New password',
    heading: userName === null ? 'Make your account' : `A new password for ${userName}`,
    action,
    button: userName === null ? 'Make my account' : 'Set the password',
    body: html`${csrfField(csrf)}
${userName === null && field({ name: 'name', label: 'Name', type: 'text', value: name, required: true, help: 'You sign in with it, and the log says it beside what you do.', attributes: { autocomplete: 'username', autocapitalize: 'none', maxlength: 60 } })}
${field({ name: 'password', label: 'Password', type: 'password', required: true, ...(fault === null ? {} : { error: fault }), help: 'At least 10 characters.', attributes: { autocomplete: 'new-password', minlength: 10 } })}`,
  });
}

interface Door {
  readonly title: string;
  readonly heading: string;
  readonly action: string;
  readonly button: string;
  readonly body: Html;
}

function doorPage({ title, heading, action, button, body }: Door): Html {
  return layout({
    title,
    face: 'tab',
    kind: 'desk',
    body: html`<section class="r-card r-narrow"><form class="in r-stack" method="post" action="${action}">
<h1 class="r-title">${heading}</h1>
${body}
<div class="r-buttons"><button class="btn btn-primary">${button}</button></div></form></section>`,
  });
}
