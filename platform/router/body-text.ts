import type { IncomingMessage } from 'node:http';

/** The body of a request on the router's own socket. */
export async function bodyText(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}
