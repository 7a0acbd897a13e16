import { unreachable } from '#kit/errors/invariant.ts';

/** A statement of an SQL file. `takesRows`: the lines behind it, to one of `\.`, are rows for it. */
export interface SqlStatement {
  readonly text: string;
  readonly takesRows: boolean;
}

type Inside = { readonly kind: 'plain' | 'string' | 'escaped' | 'name' | 'comment' } | { readonly kind: 'dollar'; readonly tag: string };

const plain: Inside = { kind: 'plain' };

/**
 * Cuts an SQL file into its statements, line by line, so that a file of any size is never held whole. Strings, quoted names, dollar quotes
 * and comments may hold semicolons. The commands of psql (`\connect`, `\!`) mean nothing here: they reach the server as text and fail.
 */
export class SqlStatements {
  #text = '';
  #inside: Inside = plain;

  /** The statements that end in this line. A statement that takes rows ends its line. */
  line(line: string): readonly SqlStatement[] {
    const ended: SqlStatement[] = [];
    if (/^\\(un)?restrict\b/.test(line) && this.rest() === '') return ended;
    let from = 0;
    for (let at = 0; at < line.length;) {
      const next = step(this.#inside, line, at);
      this.#inside = next.inside;
      at = next.at;
      if (!next.ends) continue;
      const text = (this.#text + line.slice(from, at)).trim();
      if (text !== ';') ended.push({ text, takesRows: /^copy\b[^;]*\bfrom\s+stdin\b[^;]*;$/is.test(text) });
      this.#text = '';
      from = at;
    }
    this.#text += `${line.slice(from)}\n`;
    return ended;
  }

  /** What stands behind the last semicolon; nothing but white space and comments in a whole file. */
  rest(): string {
    const rest = this.#text
      .split('\n')
      .filter((line) => !/^\s*(--|\\(un)?restrict\b|$)/.test(line))
      .join('\n');
    return rest.trim();
  }
}

interface Step {
  readonly inside: Inside;
  readonly at: number;
  readonly ends: boolean;
}

function step(inside: Inside, line: string, at: number): Step {
  switch (inside.kind) {
    case 'plain':
      return fromPlain(line, at);
    case 'string':
      return quoted(inside, line, { at, quote: "'" });
    case 'escaped':
      return line[at] === '\\' ? { inside, at: at + 2, ends: false } : quoted(inside, line, { at, quote: "'" });
    case 'name':
      return quoted(inside, line, { at, quote: '"' });
    case 'comment':
      return line.startsWith('*/', at) ? { inside: plain, at: at + 2, ends: false } : { inside, at: at + 1, ends: false };
    case 'dollar':
      return line.startsWith(inside.tag, at)
        ? { inside: plain, at: at + inside.tag.length, ends: false }
        : { inside, at: at + 1, ends: false };
    default:
      return unreachable(inside);
  }
}

/** A doubled quote leaves and enters again, which comes to the same. */
function quoted(inside: Inside, line: string, { at, quote }: { readonly at: number; readonly quote: string }): Step {
  return { inside: line[at] === quote ? plain : inside, at: at + 1, ends: false };
}

function fromPlain(line: string, at: number): Step {
  const here = line[at];
  if (here === ';') return { inside: plain, at: at + 1, ends: true };
  if (here === "'") return { inside: { kind: isEscaped(line, at) ? 'escaped' : 'string' }, at: at + 1, ends: false };
  if (here === '"') return { inside: { kind: 'name' }, at: at + 1, ends: false };
  if (here === '$') return fromDollar(line, at);
  if (line.startsWith('--', at)) return { inside: plain, at: line.length, ends: false };
  if (line.startsWith('/*', at)) return { inside: { kind: 'comment' }, at: at + 2, ends: false };
  return { inside: plain, at: at + 1, ends: false };
}

/** `$$` or `$body$`, but not behind a letter: `a$b$c` is a name. */
function fromDollar(line: string, at: number): Step {
  const tag = /\w/.test(line[at - 1] ?? ' ') ? undefined : /^\$([A-Za-z_]\w*)?\$/.exec(line.slice(at, at + 66))?.[0];
  if (tag === undefined) return { inside: plain, at: at + 1, ends: false };
  return { inside: { kind: 'dollar', tag }, at: at + tag.length, ends: false };
}

/** `E'…'`, in which a backslash hides the next sign. */
const isEscaped = (line: string, at: number): boolean => /(^|\W)e$/i.test(line.slice(Math.max(0, at - 2), at));

/** What belongs to the server that a dump came from: owners, rights, comments on extensions, settings that only newer servers know. */
export function isForeignStatement(text: string): boolean {
  const start = text.replace(/^(\s*--[^\n]*\n|\s+)*/, '');
  return (
    /^(grant|revoke)\b/i.test(start) ||
    /^alter\b[^;]*\bowner to\b/is.test(start) ||
    /^alter default privileges\b/i.test(start) ||
    /^comment on (extension|schema public)\b/i.test(start) ||
    /^create extension\b[^;]*\b(plpgsql|pg_stat_statements)\b/is.test(start) ||
    /^create schema (if not exists )?(public|heroku_ext);/i.test(start) ||
    /^set (transaction_timeout|default_table_access_method|row_security)\b/i.test(start) ||
    /^(create|alter|drop) (role|user|database|tablespace|publication|subscription|event trigger)\b/i.test(start)
  );
}
