import type { FastifyInstance } from 'fastify';

/** What one address gives a stranger, to the byte. */
export interface Seen {
  readonly status: number;
  readonly etag: string;
  readonly bytes: number;
  readonly body: string;
}

/** For tests: everything that a stranger can find of a tournament by following links, and at the addresses given besides. */
export async function surfaceOf(server: FastifyInstance, slug: string, besides: readonly string[] = []): Promise<Map<string, Seen>> {
  const seen = new Map<string, Seen>();
  const waiting = [`/${slug}/`, ...besides];
  const known = new Set(waiting);
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const answer = await server.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    const plain = await server.inject({ url });
    seen.set(url, {
      status: answer.statusCode,
      etag: String(answer.headers.etag),
      bytes: answer.rawPayload.length,
      body: plain.body.replaceAll(/"(?:requestId|request_id)":"[^"]*"/g, ''),
    });
    for (const [, link = ''] of plain.body.matchAll(/href="(\/[^"#?]*)"/g)) {
      if (!known.has(link) && link.startsWith(`/${slug}/`)) waiting.push(link);
      known.add(link);
    }
  }
  return seen;
}

/** The addresses at which two looks differ. */
export function differences(before: ReadonlyMap<string, Seen>, after: ReadonlyMap<string, Seen>): string[] {
  const urls = new Set([...before.keys(), ...after.keys()]);
  return [...urls].filter((url) => JSON.stringify(before.get(url)) !== JSON.stringify(after.get(url)));
}
