/** Words of an installer that mean that something of the system is missing, and the cure. */
const cures = [
  {
    sign: /pg_config(?: executable)? not found|libpq-fe\.h/,
    cure: 'psycopg2 is built from its source: install gcc, libpq-dev and python3-dev, or write psycopg2-binary into requirements.txt',
  },
  { sign: /Python\.h: No such file/, cure: 'a package is built from its source: install gcc and python3-dev' },
  { sign: /ensurepip is not|No module named '?(?:venv|ensurepip)/, cure: 'this Python lacks its venv module: install python3-venv' },
  {
    sign: /NameResolutionError|Temporary failure in name resolution|Network is unreachable/,
    cure: 'the Python registry cannot be reached from here',
  },
] as const;

const mostLines = 2;

/** Why a step of a Python build failed, from what it said: what can be done when that is known, and its last words on the matter. */
export function pythonFault(lines: readonly string[]): string {
  const said = lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(hint: |note: |\[notice\]|\[end of output\])/.test(line));
  const words = lastWords(said)
    .map((line) => line.replace(/^(ERROR: |error: |cause: |× )/i, ''))
    .join(' / ')
    .replace(/\.$/, '');
  const known = cures.find(({ sign }) => said.some((line) => sign.test(line)));
  if (known === undefined) return words === '' ? 'it said nothing' : words;
  return words === '' ? known.cure : `${known.cure}. It said: ${words}`;
}

/** The last errors; uv puts their causes below, the deepest last. */
function lastWords(said: readonly string[]): readonly string[] {
  const errors = said.filter((line) => /^(error|×)[: ]/i.test(line));
  const cause = said.findLast((line) => line.startsWith('cause: '));
  if (cause !== undefined) return [...errors.slice(-1), cause];
  return (errors.length > 0 ? errors : said).slice(-mostLines);
}
