/** Where the browser keeps what was typed on a debate's ballot. */
export function draftKey(debate: number): string {
  return `rostra-tab-ballot:${debate}`;
}

type Fields = Readonly<Record<string, string>>;

/** What stands on the form, by field; ticks are left out. */
export function fieldsOf(form: HTMLElement): Fields {
  return Object.fromEntries(controlsOf(form).map((control) => [control.name, control.value]));
}

/** Puts a draft back where the form is empty. */
export function restore(form: HTMLElement, debate: number): void {
  const kept: unknown = JSON.parse(localStorage.getItem(draftKey(debate)) ?? '{}');
  if (typeof kept !== 'object' || kept === null) return;
  const values = new Map<string, unknown>(Object.entries(kept));
  const controls = controlsOf(form);
  if (controls.some((control) => control instanceof HTMLInputElement && control.value !== '')) return;
  for (const control of controls) {
    const value = values.get(control.name);
    if (typeof value === 'string') control.value = value;
  }
}

function controlsOf(form: HTMLElement): (HTMLInputElement | HTMLSelectElement)[] {
  return [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input[inputmode], select.who')];
}
