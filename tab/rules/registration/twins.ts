interface Person {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

/** Who may be there twice: the same name, or the same address. Capitals, accents and spaces do not tell people apart. */
export function twins(people: readonly Person[]): ReadonlySet<number> {
  const byMark = Map.groupBy(
    people.flatMap(({ id, name, email }) => [
      { id, mark: `name ${plain(name)}` },
      ...(email === '' ? [] : [{ id, mark: `email ${email.toLowerCase()}` }]),
    ]),
    ({ mark }) => mark,
  );
  return new Set([...byMark.values()].filter((group) => group.length > 1).flatMap((group) => group.map(({ id }) => id)));
}

const plain = (name: string): string => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().split(/\s+/).join(' ').trim();
