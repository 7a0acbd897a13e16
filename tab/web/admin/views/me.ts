import { banner, card, csrfField, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { PageFault, Visitor } from './frame.ts';

interface Me {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly name: string;
  readonly tokens: readonly { readonly id: number; readonly label: string; readonly scope: 'read' | 'write' }[];
  readonly token: string | null;
}

export function mePage({ visitor, fault, name, tokens, token }: Me): Html {
  return tabPage({
    title: 'Your account',
    visitor,
    fault,
    body: html`${statusSentence({ state: 'ok', sentence: `You are ${name}.`, detail: 'The log of each tournament says this name beside what you do.' })}${
      token &&
      banner({
        kind: 'info',
        text: 'Your new key. It is not shown again.',
        detail: html`<br><code class="r-wrap" data-token>${token}</code>`,
      })
    }<div class="r-two start">${passwordCard(visitor, name)}${tokensCard(visitor, tokens)}</div>`,
  });
}

function passwordCard(visitor: Visitor, name: string): Html {
  if (name === 'admin')
    return card({
      title: 'Password',
      body: html`<p class="r-muted">You came in with the app’s admin password: it is the config var TAB_ADMIN_PASSWORD.</p>`,
    });
  return card({
    title: 'Password',
    body: html`<form class="r-stack" method="post" action="${paths.myPassword()}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'old', label: 'Present password', type: 'password', required: true, attributes: { autocomplete: 'current-password' } })}
${field({ name: 'fresh', label: 'New password', type: 'password', required: true, help: 'At least 10 characters.', attributes: { autocomplete: 'new-password', minlength: 10 } })}
<div class="r-buttons"><button class="btn btn-primary">Change it</button></div></form>`,
  });
}

function tokensCard(visitor: Visitor, tokens: Me['tokens']): Html {
  const words = { read: 'may look', write: 'may do what you may' } as const;
  const items = tokens.map(
    ({ id, label, scope }) =>
      html`<li><b>${label}</b> <span class="r-muted">${words[scope]}</span><form method="post" action="${paths.myToken(id)}" data-island="submit-once">${csrfField(visitor.csrf)}<button class="btn btn-outline">Revoke</button></form></li>`,
  );
  return card({
    title: 'Keys for programs',
    say: 'sent as “Authorization: Token KEY”',
    body: html`${items.length > 0 && html`<ul class="r-versions r-stack">${items}</ul><hr>`}<form class="r-stack" method="post" action="${paths.myTokens()}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'label', label: 'What it is for', type: 'text', required: true, attributes: { maxlength: 60 } })}
${field({
  name: 'scope',
  label: 'It may',
  type: 'select',
  options: [
    { value: 'read', label: 'look only' },
    { value: 'write', label: 'do what you may' },
  ],
  value: 'read',
})}
<div class="r-buttons"><button class="btn btn-outline">Make a key</button></div></form>`,
  });
}
