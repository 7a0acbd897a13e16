/** Why a dump could not be read, out of what pg_restore, psql or the server said; in words that fit behind "because". */
export function dumpFault(said: string): string {
  if (/unexpected end of file|end of file|could not read from input file|could not find (header|block)|unexpected data offset/i.test(said))
    return 'the dump is cut short: it ends before it is whole';
  const version = /unsupported version \(([\d.]+)\) in file header/.exec(said);
  if (version !== null) return `the dump was made by a newer PostgreSQL (format ${version[1]}) than this machine has`;
  if (/invalid input syntax|could not uncompress|invalid (distance|block|stored|literal|code)|corrupt/i.test(said))
    return 'the dump is damaged';
  const [line] = /(error|ERROR|FATAL): .*/.exec(said) ?? [];
  const words = (line ?? said.split('\n')[0] ?? '')
    .replace(/^(error|ERROR|FATAL): +/, '')
    .replace(/^could not execute query: ERROR: +/, '');
  return words.replace(/\.$/, '').slice(0, 300);
}
