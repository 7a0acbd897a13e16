/** Where the browser keeps what was typed on a debate's ballot. */
export function draftKey(debate: number): string {
  return `rostra-tab-ballot:${debate}`;
}

/** What stood on a form, and whether it was already sent off: then the same intent goes out again, so that it cannot count twice. */
export interface Draft {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly isSent: boolean;
}

/** Keeps what stands on the form. */
export function keep(form: HTMLFormElement, debate: number, isSent: boolean): void {
  const fields = [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  const draft: Draft = { fields, isSent };
  localStorage.setItem(draftKey(debate), JSON.stringify(draft));
}

/** Puts a draft back where the form has no scores yet; true when it had been sent off and must go out again. */
export function restore(form: HTMLFormElement, debate: number): boolean {
  const draft = draftOf(debate);
  const hasScores = [...form.querySelectorAll<HTMLInputElement>('input[inputmode]')].some(({ value }) => value !== '');
  if (draft === null || hasScores) return false;
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')) fill(control, draft);
  return draft.isSent;
}

function fill(control: HTMLInputElement | HTMLSelectElement, { fields, isSent }: Draft): void {
  if (control.name === 'intent' && !isSent) return; // the page's own, which nobody has sent
  const values = fields.filter(([name]) => name === control.name).map(([, value]) => value);
  if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio'))
    control.checked = values.includes(control.value);
  else if (values[0] !== undefined) control.value = values[0];
}

function draftOf(debate: number): Draft | null {
  const kept: unknown = JSON.parse(localStorage.getItem(draftKey(debate)) ?? 'null');
  if (typeof kept !== 'object' || kept === null || !('fields' in kept) || !Array.isArray(kept.fields)) return null;
  const fields = kept.fields.flatMap((pair: unknown) => (Array.isArray(pair) ? [[String(pair[0]), String(pair[1])] as const] : []));
  return { fields, isSent: 'isSent' in kept && kept.isSent === true };
}

/** Another content is another ballot: it must not go by the intent of the one that was sent off. */
export function renewIntent(form: HTMLFormElement): void {
  const intent = form.querySelector<HTMLInputElement>('input[name=intent]');
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  if (intent) intent.value = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
