import { banner, field } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { personalPage } from './frame.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ConflictsView {
  readonly event: string;
  readonly name: string;
  readonly action: string;
  readonly homeUrl: string;
  readonly fault: string | null;
  readonly declared: readonly { readonly value: string; readonly name: string; readonly kind: 'team' | 'institution' }[];
  readonly teams: readonly Choice[];
  readonly institutions: readonly Choice[];
}

/** What an adjudicator has declared, each with a way back, and one more. */
export function conflictsPage({ event, name, action, homeUrl, fault, declared, teams, institutions }: ConflictsView): Html {
  return personalPage({
    title: `Conflicts: ${event}`,
    top: html`<b>${event}</b><span class="r-grow"></span><span>${name}</span>`,
    body: html`<div class="stack"><h1>Whom you should not judge</h1>
<p class="r-muted">Only you, equity and the tab room see this. The next allocation heeds it at once.</p>
${fault !== null && banner({ kind: 'failed', text: fault })}
${declared.length > 0 && html`<ul class="past">${declared.map((one) => declaredPart(one, action))}</ul>`}
<form class="stack" method="post" action="${action}">
${field({ name: 'about', label: 'A team', type: 'select', id: 'team', options: [{ value: '', label: 'Choose' }, ...teams] })}
<button class="btn btn-primary btn-lg">Declare</button></form>
<form class="stack" method="post" action="${action}">
${field({ name: 'about', label: 'All teams of an institution', type: 'select', id: 'institution', options: [{ value: '', label: 'Choose' }, ...institutions] })}
<button class="btn btn-outline btn-lg">Declare</button></form>
<p><a href="${homeUrl}">Your page</a></p></div>`,
  });
}

function declaredPart({ value, name, kind }: ConflictsView['declared'][number], action: string): Html {
  return html`<li><b>${name}</b><span class="r-muted">${kind}</span><form method="post" action="${action}"><input type="hidden" name="about" value="${value}"><button class="btn btn-outline" name="wish" value="take-back" aria-label="Take back ${name}">Take back</button></form></li>`;
}
