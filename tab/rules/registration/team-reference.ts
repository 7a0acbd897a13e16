import type { Settings } from '../settings.ts';

interface Naming {
  /** Of the teams that the name must differ from: those of the same institution. */
  readonly taken: ReadonlySet<string>;
  readonly speakers: readonly string[];
}

type Generator = Exclude<Settings['team_name_generator'], 'user'>;

/** What a team is called beside its institution where names are given by rule: A, B, C; 1, 2, 3; or the initials of its speakers. */
export function teamReference(generator: Generator, { taken, speakers }: Naming): string {
  const wanted = generators[generator](speakers);
  for (let place = 1; ; place += 1) {
    const reference = wanted(place);
    if (!taken.has(reference)) return reference;
  }
}

const generators: Readonly<Record<Generator, (speakers: readonly string[]) => (place: number) => string>> = {
  alphabetical: () => letters,
  numerical: () => String,
  initials: (speakers) => {
    const initials = speakers.map(initialOf).join('');
    return (place) => (place === 1 && initials !== '' ? initials : `${initials} ${place}`.trim());
  },
};

/** A … Z, AA, AB …, as the columns of a spreadsheet. */
function letters(place: number): string {
  const last = (place - 1) % 26;
  const before = Math.floor((place - 1) / 26);
  return `${before === 0 ? '' : letters(before)}${String.fromCodePoint(65 + last)}`;
}

/** Of the last name, as it is written last. */
function initialOf(name: string): string {
  const last = name.trim().split(/\s+/).at(-1) ?? '';
  return Array.from(last)[0]?.toUpperCase() ?? '';
}
