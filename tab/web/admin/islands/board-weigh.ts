import type { DebateId } from '../../../rules/ids.ts';

interface Weight {
  readonly url: string;
  readonly csrf: string;
  readonly debateId: DebateId;
  /** 1 to 5. */
  readonly level: number;
}

/** Sets how much a debate matters; gives what to say about it. */
export async function weigh({ url, csrf, debateId, level }: Weight): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify({ debateId, importance: level - 3 }),
  }).catch(() => null);
  if (answer?.ok) return `Importance ${level} of 5.`;
  const body: { readonly error?: { readonly message: string } } = answer === null ? {} : await answer.json();
  return `Not weighed: ${body.error?.message ?? 'no connection.'}`;
}
