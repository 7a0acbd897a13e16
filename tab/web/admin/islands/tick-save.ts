interface TickSaveProps {
  readonly url: string;
}

/** Saves a tick the moment it is set or taken; others who tick meanwhile keep theirs. Without it the button below saves the list. */
export function mount(list: HTMLElement, { url }: TickSaveProps): () => void {
  const ended = new AbortController();
  const form = list.closest('form');
  if (form === null) return () => ended.abort();
  const say = (words: string): void => {
    const place = form.querySelector('[data-say]');
    if (place) place.textContent = words;
  };
  const onChange = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    say('Saving…');
    save(url, form, target)
      .catch(() => 'no connection.')
      .then((fault) => {
        if (fault !== null) target.checked = !target.checked;
        return say(fault === null ? `Saved ${new Date().toLocaleTimeString()}.` : `Not saved: ${fault}`);
      }, ignore);
  };
  list.addEventListener('change', onChange, { signal: ended.signal });
  return () => ended.abort();
}

const ignore = (): void => {};

/** Null once it is saved, else what was said against it. */
async function save(url: string, form: HTMLFormElement, box: HTMLInputElement): Promise<string | null> {
  const all = new FormData(form);
  const body = new URLSearchParams({ id: box.value, in: box.checked ? '1' : '' });
  for (const name of ['kind', '_csrf']) {
    const value = all.get(name);
    if (typeof value === 'string') body.set(name, value);
  }
  const answer = await fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } });
  if (answer.ok) return null;
  const { error }: { readonly error?: { readonly message: string } } = await answer.json();
  return error?.message ?? 'no connection.';
}
