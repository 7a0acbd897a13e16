/** An element that has been written. */
export interface XmlElement {
  readonly text: string;
}

type Attribute = string | number | boolean | undefined;

/** `<name …>` with text or with elements in it; attributes that are undefined or empty are left out, as is what XML cannot hold. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  content: string | readonly XmlElement[] = '',
): XmlElement {
  const written = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== '');
  const own = written.map(([key, value]) => ` ${key}="${escaped(String(value))}"`).join('');
  const inner = typeof content === 'string' ? escaped(content) : content.map(({ text }) => text).join('');
  return { text: inner === '' ? `<${name}${own}/>` : `<${name}${own}>${inner}</${name}>` };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;' };

function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cn}]/gu, (found) => (found === '\n' || found === '\t' ? found : ''))
    .replaceAll(/[&<>"\n\t]/g, (found) => entities[found] ?? found);
}
