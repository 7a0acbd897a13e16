/** The first name that nobody knows, with the one that was probably meant; null when all are known. */
export function unknownName(given: Iterable<string>, known: readonly string[]): { readonly name: string; readonly cure: string } | null {
  const name = [...given].find((one) => !known.includes(one));
  return name === undefined ? null : { name, cure: cureFor(name, known) };
}

function cureFor(name: string, known: readonly string[]): string {
  const [best] = known
    .map((one) => ({ one, distance: editDistance(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  if (best && best.distance <= Math.max(1, Math.floor(name.length / 3))) return `Did you mean ${best.one}?`;
  return known.length > 0 ? `There are: ${known.join(', ')}.` : 'There are none.';
}

/** How many letters have to be added, taken away, changed or swapped with their neighbour. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const from = (up: number, left: number): number => rows[i - up]?.[j - left] ?? Number.POSITIVE_INFINITY;
      const changed = from(1, 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(from(1, 0) + 1, (row[j - 1] ?? 0) + 1, changed, isSwap ? from(2, 2) + 1 : Number.POSITIVE_INFINITY));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
