import PostalMime from 'postal-mime';
import sanitizeHtml from 'sanitize-html';
import type { MailMessage } from '../rules/addon-resources.ts';

/** What a person reads of a message as it came in; a part that cannot be understood is left out. */
export async function readMessage(raw: Uint8Array): Promise<Pick<MailMessage, 'text' | 'html' | 'attachments'>> {
  const parsed = await PostalMime.parse(raw).catch(() => null);
  const attachments = (parsed?.attachments ?? []).map(({ filename, mimeType, content }) => ({
    name: filename ?? '',
    type: mimeType,
    bytes: typeof content === 'string' ? content.length : content.byteLength,
  }));
  return { text: parsed?.text ?? '', html: parsed?.html === undefined ? null : harmless(parsed.html), attachments };
}

/** What an app wrote may come from anybody: no scripts, no forms, nothing that is loaded when somebody looks. */
function harmless(markup: string): string {
  return sanitizeHtml(markup, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'h1', 'h2'],
    allowedAttributes: { a: ['href', 'title'], td: ['colspan', 'rowspan', 'align'], th: ['colspan', 'rowspan', 'align'] },
    allowedSchemes: ['http', 'https', 'mailto'],
  });
}
