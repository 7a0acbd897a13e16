/** What came of it: what was done in words, where the server says so, or why nothing was. */
export type Posted = { readonly ok: true; readonly words: string | undefined } | { readonly ok: false; readonly message: string };

interface Body {
  readonly words?: string;
  readonly error?: { readonly message: string };
}

/** Sends fields as a form does, from a page that stays. */
export async function post(url: string, csrf: string, fields: Readonly<Record<string, string>>): Promise<Posted> {
  const body = new URLSearchParams({ ...fields, _csrf: csrf });
  const answer = await fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } }).catch(() => null);
  const said: Body = answer?.headers.get('content-type')?.includes('json') ? await answer.json() : {};
  if (answer?.ok) return { ok: true, words: said.words };
  return { ok: false, message: said.error?.message ?? 'No connection: nothing was changed.' };
}
