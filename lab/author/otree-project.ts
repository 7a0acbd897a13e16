/** One class of a Python file: its own lines, by indentation. */
export interface PythonClass {
  readonly name: string;
  readonly base: string;
  /** `name = value` at the top of the class, a value's further lines joined. */
  readonly values: ReadonlyMap<string, string>;
  /** Functions defined in it. */
  readonly functions: readonly string[];
}

/** The classes of a Python file that oTree's documentation asks for. Reads, and runs nothing. */
export function classesIn(source: string): PythonClass[] {
  const starts = [...source.matchAll(/^class (\w+)\(([\w., ]*)\):.*$/gm)];
  return starts.map((start) => {
    const [head, name = '', base = ''] = start;
    const rest = source.slice(start.index + head.length);
    const end = rest.search(/^\S/m);
    const body = end < 0 ? rest : rest.slice(0, end);
    const functions = [...body.matchAll(/^ {4}def (\w+)/gm)].map(([, called = '']) => called);
    return { name, base: base.split('.').at(-1) ?? '', values: assignmentsIn(body, '    '), functions };
  });
}

/** `name = value` at this depth; brackets may span lines. */
export function assignmentsIn(text: string, indent: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of text.matchAll(new RegExp(`^${indent}(\\w+) *= *`, 'gm')))
    found.set(match[1] ?? '', valueAt(text, match.index + match[0].length));
  return found;
}

/** Functions at the top of a file: `creating_session`, `set_payoffs` … */
export function functionsIn(source: string): string[] {
  return [...source.matchAll(/^def (\w+)\(/gm)].map(([, name = '']) => name);
}

/** Up to the end of the line, or of the brackets that are open there. */
function valueAt(text: string, start: number): string {
  const rest = text.slice(start);
  const end = outside(rest).find((at) => rest[at] === '\n');
  return rest.slice(0, end).trim();
}

/** The places of the letters that stand in no brackets and no quotes. */
function outside(text: string): number[] {
  const skipped = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[([{]|[)\]}]|[\s\S]/g;
  const places: number[] = [];
  let depth = 0;
  for (const { 0: piece, index } of text.matchAll(skipped)) {
    if ('([{'.includes(piece)) depth += 1;
    else if (')]}'.includes(piece)) depth -= 1;
    else if (depth <= 0 && piece.length === 1) places.push(index);
  }
  return places;
}

/** The arguments of a call, and the named ones among them: `models.IntegerField(min=0, label='a')`. */
export function namedArguments(call: string): Map<string, string> {
  const inside = call.slice(call.indexOf('(') + 1, call.lastIndexOf(')'));
  const parts = splitOutside(inside);
  const named = parts.flatMap((part): [string, string][] => {
    const [, name, value = ''] = /^\s*(\w+)\s*=\s*([\s\S]*?)\s*$/.exec(part) ?? [];
    return name === undefined ? [] : [[name, value]];
  });
  return new Map(named);
}

/** At commas that stand in no brackets and no quotes. */
export function splitOutside(text: string): string[] {
  const commas = outside(text).filter((at) => text[at] === ',');
  const parts = [-1, ...commas].map((comma, which) => text.slice(comma + 1, commas[which]));
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** A Python literal as TypeScript; null when it is more than a literal. */
export function literal(value: string): string | null {
  const text = value.trim();
  if (/^-?\d[\d_]*(\.\d+)?$/.test(text)) return text;
  if (text === 'True' || text === 'False') return text.toLowerCase();
  if (/^(['"])(?:(?!\1)[^\\\n]|\\.)*\1$/.test(text)) return `'${text.slice(1, -1).replaceAll(/(?<!\\)'/g, "\\'")}'`;
  const money = /^(?:cu|c|Currency)\((-?[\d.]+)\)$/.exec(text);
  if (money) return money[1] ?? null;
  if (!/^\[[\s\S]*\]$|^\([\s\S]*,[\s\S]*\)$/.test(text)) return null;
  const items = splitOutside(text.slice(1, -1)).map(literal);
  return items.includes(null) ? null : `[${items.join(', ')}]`;
}
