/** The CSV set of a tournament in British Parliamentary with as many rooms as are wanted: by file name, as a tab director would upload it. */
export function tournamentSet(rooms: number): Readonly<Record<string, string>> {
  const institutions = range(Math.max(4, Math.ceil(rooms / 2))).map((at) => ({ code: `U${at}`, name: `University ${at}`, region: '' }));
  const at = (place: number): string => institutions[place % institutions.length]?.name ?? '';
  const teams = range(rooms * 4).map((number) => ({
    institution: at(number),
    reference: `Team ${number}`,
    use_institution_prefix: 'no',
    speaker1_name: `Speaker ${number} A`,
    speaker2_name: `Speaker ${number} B`,
  }));
  const adjudicators = range(rooms * 2).map((number) => ({
    name: `Judge ${number}`,
    institution: '',
    base_score: String(1 + (number % 5)),
    independent: 'yes',
  }));
  const venues = range(rooms).map((number) => ({ name: `Room ${number}`, priority: '100' }));
  const rounds = [{ seq: '1', name: 'Round 1', abbreviation: 'R1', stage: 'p', draw_type: 'r' }];
  return {
    'institutions.csv': csv(institutions),
    'teams.csv': csv(teams),
    'adjudicators.csv': csv(adjudicators),
    'venues.csv': csv(venues),
    'rounds.csv': csv(rounds),
  };
}

/** 1 to `count`. */
const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

/** Cells hold no commas and no quotes. */
function csv(rows: readonly Readonly<Record<string, string>>[]): string {
  const [first = {}] = rows;
  return [Object.keys(first), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(',')).join('\r\n');
}
