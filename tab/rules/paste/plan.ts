import { teamNames } from '../team-name.ts';
import type { Gender, SetAdjudicator, SetInstitution, SetSpeaker, SetTeam, TournamentSet } from '../csv-set/set.ts';
import type { Guess } from './guess.ts';
import { Line } from './line.ts';
import { seedTitles, type PastedSeeds, type PasteSubject } from './subjects.ts';

/** What is there already. */
export interface PresentThings {
  readonly institutions: readonly (SetInstitution & { readonly id: number })[];
  readonly categories: readonly { readonly slug: string; readonly name: string }[];
  readonly teams: readonly PresentTeam[];
  readonly adjudicators: readonly PresentThing[];
  readonly venues: readonly PresentThing[];
  /** From, to: what a base score may be. */
  readonly scores: { readonly min: number; readonly max: number };
  readonly seeds: PastedSeeds;
}

export interface PresentThing {
  readonly id: number;
  readonly label: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface PresentTeam extends PresentThing {
  readonly speakers: readonly PresentThing[];
}

/** What would become of a pasted table: what it adds, what it changes, what it leaves as it is, and what is wrong with it. */
export interface PastePlan {
  readonly set: TournamentSet;
  readonly changes: readonly PasteChange[];
  /** One for each line that is not a heading. */
  readonly rows: readonly PlannedRow[];
  readonly faults: readonly string[];
}

export interface PasteChange {
  readonly kind: 'institutions' | 'teams' | 'speakers' | 'adjudicators' | 'venues';
  /** Null: a speaker who is new in a team that is there. */
  readonly id: number | null;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface PlannedRow {
  readonly label: string;
  readonly does: 'add' | 'change' | 'skip';
}

/** Pure: the same table against the same tournament gives the same plan, and a plan that was carried out skips every row the next time. */
export function planPaste(
  subject: PasteSubject,
  grid: readonly (readonly string[])[],
  { guess, present }: { guess: Guess; present: PresentThings },
): PastePlan {
  const plan = new Planner(present);
  const rows = guess.hasHeading ? grid.slice(1) : grid;
  rows.forEach((row, index) => {
    const line = index + (guess.hasHeading ? 2 : 1);
    plan.take(subject, new Line(row, guess.columns, line));
  });
  return plan.result();
}

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** Several names in one cell are parted as people part them. */
const parts = (cells: readonly string[]): string[] =>
  cells.flatMap((cell) => cell.split(/[\n\t,;&/]+/)).map((part) => part.trim()).filter((part) => part !== ''); // oxfmt-ignore

/** Goes through the lines and gathers what they mean. */
class Planner {
  readonly #present: PresentThings;
  readonly #institutions = new Map<string, SetInstitution>();
  readonly #newInstitutions: SetInstitution[] = [];
  readonly #teams: SetTeam[] = [];
  readonly #adjudicators: SetAdjudicator[] = [];
  readonly #venues: TournamentSet['venues'][number][] = [];
  readonly #changes: PasteChange[] = [];
  readonly #rows: PlannedRow[] = [];
  readonly #faults: string[] = [];
  readonly #seen = new Map<string, number>();

  constructor(present: PresentThings) {
    this.#present = present;
    for (const one of present.institutions) for (const name of [one.code, one.name]) this.#institutions.set(plain(name), one);
  }

  result(): PastePlan {
    return {
      set: {
        institutions: this.#newInstitutions,
        categories: [],
        teams: this.#teams,
        adjudicators: this.#adjudicators,
        venues: this.#venues,
        rounds: [],
        motions: [],
        conflicts: { adjudicatorTeam: [], adjudicatorInstitution: [], adjudicatorAdjudicator: [], teamInstitution: [] },
      },
      changes: this.#changes,
      rows: this.#rows,
      faults: this.#faults,
    };
  }

  take(subject: PasteSubject, line: Line): void {
    if (subject === 'institutions') this.#institution(line);
    else if (subject === 'teams') this.#team(line);
    else if (subject === 'adjudicators') this.#adjudicator(line);
    else this.#rooms(line);
  }

  #fault(line: Line, sentence: string): void {
    this.#faults.push(`Line ${line.number}: ${sentence}`);
  }

  /** False, and a fault, for a line that says the same as one before. */
  #isFirst(key: string, line: Line): boolean {
    const before = this.#seen.get(key);
    if (before === undefined) this.#seen.set(key, line.number);
    else this.#fault(line, `says the same as line ${before}.`);
    return before === undefined;
  }

  #institution(line: Line): void {
    const name = line.first('name');
    const code = line.first('code');
    if (!this.#isNameGood(name, { line, longest: 100, what: 'the institution' }) || !this.#isFirst(`institution ${plain(name)}`, line))
      return;
    if (code.length > 20) return this.#fault(line, `the code "${code}" has more than 20 characters.`);
    const known = this.#present.institutions.find((one) => plain(one.name) === plain(name));
    const region = line.first('region');
    if (known === undefined) this.#newInstitutions.push({ name, code: code === '' ? name.slice(0, 20) : code, region });
    this.#row(name, {
      kind: 'institutions',
      known: known && { id: known.id, label: known.name, values: { ...known } },
      is: said({ code, region }),
    });
  }

  #isNameGood(name: string, { line, longest, what }: { line: Line; longest: number; what: string }): boolean {
    if (name === '') this.#fault(line, `${what} has no name.`);
    else if (name.length > longest) this.#fault(line, `the name of ${what} has more than ${longest} characters.`);
    return name !== '' && name.length <= longest;
  }

  /** Notes what becomes of a line whose thing is there, or is new. */
  #row(
    label: string,
    { kind, known, is }: { kind: PasteChange['kind']; known: PresentThing | undefined; is: Readonly<Record<string, unknown>> },
  ): void {
    if (known === undefined) this.#rows.push({ label, does: 'add' });
    else {
      const differs = Object.entries(is).some(([field, value]) => known.values[field] !== value);
      if (differs) this.#changes.push({ kind, id: known.id, values: { ...known.values, ...is } });
      this.#rows.push({ label, does: differs ? 'change' : 'skip' });
    }
  }

  /** By code or name; one that nobody knows is made, its code the first twenty letters. */
  #institutionNamed(name: string): SetInstitution | null {
    if (name === '') return null;
    const known = this.#institutions.get(plain(name));
    if (known !== undefined) return known;
    const made = { name: name.slice(0, 100), code: name.slice(0, 20), region: '' };
    this.#institutions.set(plain(name), made);
    this.#newInstitutions.push(made);
    return made;
  }

  #team(line: Line): void {
    const institution = this.#institutionNamed(line.first('institution'));
    const reference = line.first('team');
    if (reference === '' && institution === null) return this.#fault(line, 'the team has neither a name nor an institution.');
    if (reference.length > 150) return this.#fault(line, 'the name of the team has more than 150 characters.');
    const seed = this.#seed(line);
    const categories = parts(line.all('category')).map((name) => this.#category(name, line));
    const names = { reference, shortReference: '', usesInstitutionPrefix: institution !== null, institution };
    const label = teamNames(names).shortName;
    if (seed === 'wrong' || categories.includes(null) || !this.#isFirst(`team ${plain(label)}`, line)) return;
    const emails = parts(line.all('emails'));
    const speakers = parts(line.all('speakers')).map((name, index): SetSpeaker => ({ name, email: emails[index] ?? '', gender: '' }));
    const known = this.#present.teams.find((team) => plain(team.label) === plain(label));
    if (known !== undefined) return this.#knownTeam(known, { seed, speakers });
    this.#teams.push({ ...names, seed, categories: categories.filter((slug) => slug !== null), speakers });
    this.#rows.push({ label, does: 'add' });
  }

  /** A team that is there gets what it lacks: a seed, speakers, their addresses; nobody is taken out of it. */
  #knownTeam(known: PresentTeam, { seed, speakers }: { seed: number | null; speakers: readonly SetSpeaker[] }): void {
    const before = this.#changes.length;
    if (seed !== null && known.values['seed'] !== seed)
      this.#changes.push({ kind: 'teams', id: known.id, values: { ...known.values, seed } });
    for (const { name, email } of speakers) {
      const there = known.speakers.find((one) => plain(one.label) === plain(name));
      if (there === undefined) this.#changes.push({ kind: 'speakers', id: null, values: { name, email, team: known.id } });
      else if (email !== '' && there.values['email'] !== email)
        this.#changes.push({ kind: 'speakers', id: there.id, values: { ...there.values, email } });
    }
    this.#rows.push({ label: known.label, does: this.#changes.length > before ? 'change' : 'skip' });
  }

  #seed(line: Line): number | null | 'wrong' {
    const cell = line.first('seed');
    const title = this.#present.seeds === 'title' ? seedTitles[plain(cell)] : undefined;
    return title ?? this.#number(cell, { line, what: 'the seed', min: 0, max: 1_000_000 });
  }

  #category(name: string, line: Line): string | null {
    const found = this.#present.categories.find((one) => [one.slug, one.name].some((word) => plain(word) === plain(name)));
    if (found === undefined) this.#fault(line, `there is no break category "${name}".`);
    return found?.slug ?? null;
  }

  #number(cell: string, { line, what, min, max }: { line: Line; what: string; min: number; max: number }): number | null | 'wrong' {
    if (cell === '') return null;
    const value = Number(cell.replace(',', '.'));
    if (value >= min && value <= max) return value;
    this.#fault(line, `${what} is "${cell}"; it must be a number from ${min} to ${max}.`);
    return 'wrong';
  }

  #adjudicator(line: Line): void {
    const name = line.first('name');
    const score = this.#number(line.first('score'), { line, what: 'the score', ...this.#present.scores });
    if (!this.#isNameGood(name, { line, longest: 70, what: 'the adjudicator' }) || score === 'wrong') return;
    const institution = this.#institutionNamed(line.first('institution'));
    if (!this.#isFirst(`adjudicator ${plain(name)} ${institution?.code ?? ''}`, line)) return;
    const gender = genders[line.first('gender').slice(0, 1).toLowerCase()] ?? '';
    const [email, phone] = [line.first('email'), line.first('phone')];
    const known = this.#present.adjudicators.find((one) => plain(one.label) === plain(name));
    const person = { name, institution, email, phone, gender, isTrainee: false, isCore: false, isIndependent: false };
    if (known === undefined) this.#adjudicators.push({ ...person, baseScore: score });
    const is = said({ base_score: score, email, phone, gender });
    this.#row(name, { kind: 'adjudicators', known, is });
  }

  /** `Rooms 1–20` on a line of its own is twenty rooms. */
  #rooms(line: Line): void {
    const name = line.first('name');
    const [, prefix = '', from = '', to = ''] = /^(.*?)(\d+)\s*(?:–|-|to|…|\.\.)\s*(\d+)$/.exec(name) ?? [];
    const count = Number(to) - Number(from) + 1;
    const names =
      from !== '' && count > 1 && count <= 500
        ? Array.from({ length: count }, (_room, index) => `${prefix}${Number(from) + index}`)
        : [name];
    for (const one of names) this.#room(one, line);
  }

  #room(name: string, line: Line): void {
    const priority = this.#number(line.first('priority'), { line, what: 'the priority', min: -1000, max: 1_000_000 });
    if (!this.#isNameGood(name, { line, longest: 40, what: 'the room' }) || priority === 'wrong' || !this.#isFirst(`room ${name}`, line))
      return;
    const known = this.#present.venues.find(({ label }) => label === name);
    const is = said({ priority, site: line.first('site'), url: line.first('url') });
    if (known === undefined) this.#venues.push({ name, priority: priority ?? 100, site: line.first('site'), url: line.first('url') });
    this.#row(name, { kind: 'venues', known, is });
  }
}

/** What a line says; what it leaves open stays as it is. */
function said(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null));
}

const genders: Readonly<Record<string, Gender>> = { m: 'M', f: 'F', o: 'O' };
