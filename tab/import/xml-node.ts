import { WrongInput } from '../errors.ts';

/** An element of a parsed document, read by the names of its attributes and of the elements in it. */
export class XmlNode {
  readonly #name: string;
  readonly #attributes: Readonly<Record<string, unknown>>;
  readonly #children: readonly unknown[];

  private constructor(name: string, attributes: Readonly<Record<string, unknown>>, children: readonly unknown[]) {
    this.#name = name;
    this.#attributes = attributes;
    this.#children = children;
  }

  /** What the parser gives when it keeps the order of everything. */
  static root(parsed: unknown): XmlNode {
    return new XmlNode('', {}, Array.isArray(parsed) ? parsed : []);
  }

  /** The elements of this name in it. */
  all(name: string): XmlNode[] {
    return this.#children.flatMap((child) => {
      if (typeof child !== 'object' || child === null || !Object.hasOwn(child, name)) return [];
      const inner: unknown = Reflect.get(child, name);
      const attributes: unknown = Reflect.get(child, ':@');
      return [
        new XmlNode(
          name,
          typeof attributes === 'object' && attributes !== null ? { ...attributes } : {},
          Array.isArray(inner) ? inner : [],
        ),
      ];
    });
  }

  /** The first of them; an empty one when there is none. */
  first(name: string): XmlNode {
    return this.all(name)[0] ?? new XmlNode(name, {}, []);
  }

  has(attribute: string): boolean {
    return Object.hasOwn(this.#attributes, attribute);
  }

  text(attribute: string): string {
    const value = this.#attributes[attribute];
    return typeof value === 'string' ? value : '';
  }

  /** Words parted by spaces. */
  list(attribute: string): string[] {
    return this.text(attribute).split(/\s+/).filter((word) => word !== ''); // oxfmt-ignore
  }

  flag(attribute: string): boolean {
    return /^(true|yes|1)$/i.test(this.text(attribute));
  }

  number(attribute: string, absent: number): number {
    const text = this.text(attribute);
    const value = text === '' ? absent : Number(text);
    if (Number.isNaN(value)) throw new WrongInput(`${attribute} of a ${this.#name} in the archive is "${text}", which is no number.`);
    return value;
  }

  /** The text that stands in it, without that of elements in it. */
  content(): string {
    return this.#children
      .map((child) => (typeof child === 'object' && child !== null && '#text' in child ? String(child['#text']) : ''))
      .join('');
  }
}
