import { banner, csrfField, icon } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';
import { paths } from '../routes.ts';

/** What a link in a message does, and to which app. */
interface Act {
  readonly app: string;
  readonly untilMs: number;
}

interface ActLinkPage {
  readonly csrf: string;
  readonly token: string;
  readonly act: Act;
  readonly words: Words;
}

/** The button's name, and what happens, to be read before it does. */
interface Words {
  readonly title: string;
  readonly detail: string;
}

/** Asks once, for whoever came by a link in a message. */
export function actLinkPage({ csrf, token, act, words }: ActLinkPage): Html {
  const until = new Date(act.untilMs).toISOString().slice(11, 16);
  return plainPage(
    act.app,
    html`<h1>${words.title}?</h1><p>${words.detail}</p><p class="r-muted">This link does it for ${act.app} without signing in, once, until ${until} UTC. It is written into the audit log.</p>
      <form method="post" action="${paths.actLink()}">${csrfField(csrf)}<input type="hidden" name="link" value="${token}"><div class="r-buttons"><button class="btn btn-primary">${icon('check-lg')}Yes, now</button><a class="btn btn-outline" href="${paths.app(act.app)}">Look first</a></div></form>`,
  );
}

export function actDonePage(act: Act, { title, detail }: Words): Html {
  return plainPage(
    act.app,
    html`${banner({ kind: 'recovered', text: `Done: ${title}.`, detail })}<div class="r-buttons"><a class="btn btn-outline" href="${paths.app(act.app)}">${icon('arrow-right')}${act.app}</a></div>`,
  );
}

export function actLinkFaultPage({ message, hint }: { readonly message: string; readonly hint?: string | undefined }): Html {
  return plainPage(
    'Alerts',
    html`${banner({ kind: 'failed', text: message, detail: hint ?? 'Nothing was changed.' })}<div class="r-buttons"><a class="btn btn-outline" href="${paths.alerts()}">${icon('bell')}Alerts</a></div>`,
  );
}

const plainPage = (title: string, content: Html): Html =>
  layout({
    title,
    face: 'platform',
    kind: 'desk',
    body: html`<div class="r-narrow r-stack"><section class="r-card"><div class="in r-stack">${content}</div></section></div>`,
  });
