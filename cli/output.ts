import { styleText } from 'node:util';
import type { RostraError } from '#kit/errors/rostra-error.ts';
import type { Answer } from './command.ts';

/** Where a command speaks: answers on standard output, progress and faults on standard error. */
export class Output {
  readonly isJson: boolean;

  constructor(options: { readonly isJson: boolean }) {
    this.isJson = options.isJson;
  }

  /** The answer: one JSON document (on one line for programs), or lines for people. */
  answer({ json, lines }: Answer): void {
    if (this.isJson) console.log(JSON.stringify(json, null, process.stdout.isTTY ? 2 : 0));
    else for (const line of lines) console.log(line);
  }

  /** One item of a stream: newline-delimited JSON, or a line. */
  item(json: unknown, line: string): void {
    console.log(this.isJson ? JSON.stringify(json) : line);
  }

  /** The help: the same whatever is asked for in JSON. */
  text(text: string): void {
    process.stdout.write(text);
  }

  /** What is going on; never part of the answer. */
  progress(line: string): void {
    console.error(line);
  }

  fault({ code, message, hint }: Pick<RostraError, 'code' | 'message' | 'hint'>): void {
    if (this.isJson) {
      console.error(JSON.stringify({ error: { code, message, ...(hint === undefined ? {} : { hint }) } }));
      return;
    }
    console.error(`${styleText('red', 'Error:', { stream: process.stderr })} ${message}`);
    if (hint !== undefined) console.error(`  ${hint}`);
  }
}

/** Bold on a terminal that shows it, plain elsewhere. */
export function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

/** A colour of the terminal, on terminals only. */
export function coloured(colour: 'cyan' | 'yellow' | 'green' | 'magenta' | 'blue' | 'red' | 'gray', text: string): string {
  return styleText(colour, text, { stream: process.stdout });
}

/** `Plan:    hobby-dev`, the values under one another. */
export function facts(pairs: readonly (readonly [label: string, value: string])[]): string[] {
  const width = Math.max(0, ...pairs.map(([label]) => label.length)) + 1;
  return pairs.map(([label, value]) => `${`${label}:`.padEnd(width)}  ${value}`);
}

/** Columns as wide as their widest cell, two blanks apart; the last is not padded. */
export function columns(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((label, column) => Math.max(label.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [bold(line(head)), ...rows.map(line)];
}
