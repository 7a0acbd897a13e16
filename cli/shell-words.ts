import { UsageFault } from './parse.ts';

/** Words as they came from a shell, as one command line for another; one word alone is a command line already. `$NAME` stays open, for the shell there. */
export function commandLine(words: readonly string[]): string {
  const [only = '', ...others] = words;
  return others.length === 0 ? only : words.map(quoted).join(' ');
}

const quoted = (word: string): string => (/^[\w./=:,@%+$~-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);

/** `A=1;B=two` */
export function environment(text: string | null): Record<string, string> {
  const pairs = (text ?? '').split(';').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(pair) ?? [];
      if (name === undefined || value === undefined) throw new UsageFault(`"${pair}" sets nothing.`, 'Write --env "A=1;B=two".');
      return [name, value];
    }),
  );
}
