import type { CsvRow } from '#kit/files/csv.ts';

/** The game as the lab specification describes it (12, public goods): three people, 100 points each, what they give grows by 1.8. */
const [endowment, multiplier, groupSize] = [100, 1.8, 3];

/** What is wrong with the payoffs of the per-game export, computed again from the contributions alone. */
export function publicGoodsFaults(rows: readonly CsvRow[]): string[] {
  const groups = Map.groupBy(rows, (row) => `${row.cells['subsession.round_number']}/${row.cells['group.id_in_subsession']}`);
  return [...groups.values()].flatMap((members) => groupFaults(members));
}

function groupFaults(members: readonly CsvRow[]): string[] {
  const given = members.map((row) => row.cells['player.contribution'] ?? '');
  if (given.includes('')) return []; // somebody has not played: nothing is paid yet
  if (members.length !== groupSize) return [`a group has ${members.length} members instead of ${groupSize}`];
  const share = Math.round((given.reduce((sum, each) => sum + Number(each), 0) * multiplier) / groupSize);
  return members.flatMap((row, at) => {
    const expected = endowment - Number(given[at]) + share;
    const paid = Number(row.cells['player.payoff']);
    return paid === expected ? [] : [`a payoff is ${paid} and should be ${expected}`];
  });
}
