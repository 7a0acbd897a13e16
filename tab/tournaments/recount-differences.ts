import type { Standings } from '../round/standings.ts';
import type { BreakingRow, CategoryRow, NewBreakingRow } from '../store/breaks.ts';
import type { StoredScores } from '../store/recount.ts';
import type { CountedDebate } from './recount.ts';

/** Where the stored result of a debate is not what its confirmed ballot gives, in sentences. */
export function resultDifferences(one: CountedDebate): string[] {
  const { round, debate, ballot, counted } = one;
  const place = `${round.name}, debate ${debate.id}`;
  const isMarked = debate.resultStatus === 'C';
  if (ballot === null) return isMarked ? [`${place} is marked as confirmed, and no ballot of it is.`] : [];
  const unmarked = isMarked ? [] : [`${place} has a confirmed ballot and is not marked as confirmed.`];
  if (counted === null) return [...unmarked, `${place}: ballot ${ballot.id} does not fit the panel, teams and settings as they are now.`];
  return [...unmarked, ...scoreDifferences(one, counted).map((words) => `${place}: ${words}, by ballot ${ballot.id}.`)];
}

const figures = ['side', 'points', 'win', 'margin', 'score', 'votes_given', 'votes_possible', 'has_ghost'] as const;
const speechFigures = ['speaker_id', 'score', 'rank', 'ghost'] as const;

function scoreDifferences({ debate, stored }: CountedDebate, counted: StoredScores): string[] {
  const ids = new Set([...stored.teams, ...stored.speakers, ...counted.teams].map((row) => row.team_id));
  return [...ids].flatMap((id) => {
    const name = debate.teams.find((team) => team.id === id)?.name ?? `team ${id}`;
    const ofTeam = <Row extends { readonly team_id: number }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.team_id === id);
    const positions = new Set([...ofTeam(stored.speakers), ...ofTeam(counted.speakers)].map(({ position }) => position));
    const speechAt = (scores: StoredScores, position: number) => ofTeam(scores.speakers).find((row) => row.position === position);
    return [
      ...fieldDifferences(figures, ofTeam(stored.teams)[0], ofTeam(counted.teams)[0]).map((words) => `${name} has ${words}`),
      ...[...positions].flatMap((position) =>
        fieldDifferences(speechFigures, speechAt(stored, position), speechAt(counted, position)).map(
          (words) => `speech ${position} of ${name} has ${words}`,
        ),
      ),
    ];
  });
}

/** "points 2 stored and 3 counted", for each figure that differs; bit for bit. */
function fieldDifferences<Name extends string>(
  names: readonly Name[],
  stored: { readonly [Key in Name]: Figure } | undefined,
  counted: { readonly [Key in Name]: Figure } | undefined,
): string[] {
  return names
    .filter((name) => !Object.is(stored?.[name], counted?.[name]))
    .map((name) => `${name} ${figure(stored?.[name])} stored and ${figure(counted?.[name])} counted`);
}

type Figure = number | string | boolean | null;

function figure(value: Figure | undefined): string {
  return value === undefined || value === null ? 'nothing' : String(value);
}

/** The first row of each table that is another one after the recount. */
export function standingsDifferences(before: Standings, after: Standings): string[] {
  return (['teams', 'speakers', 'replies'] as const).flatMap((name) => {
    const [old, now] = [before[name]?.rows ?? [], after[name]?.rows ?? []];
    const at = old.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(now[index]));
    return at < 0 && old.length === now.length ? [] : [`The standings of ${name} change from row ${at < 0 ? now.length : at + 1} on.`];
  });
}

const breakFigures = ['rank', 'breakRank', 'remark'] as const;

/** Where the break that is stored is not the one that the results give, in sentences. */
export function breakDifferences(
  stored: readonly BreakingRow[],
  counted: readonly NewBreakingRow[],
  categories: readonly CategoryRow[],
): string[] {
  return categories.flatMap(({ id, name }) => {
    const [old, now] = [stored.filter(({ categoryId }) => categoryId === id), counted.filter(({ categoryId }) => categoryId === id)];
    const teams = new Set([...old, ...now].map(({ teamId }) => teamId));
    return [...teams].flatMap((teamId) => {
      const row = old.find((one) => one.teamId === teamId);
      const words = fieldDifferences(
        breakFigures,
        row,
        now.find((one) => one.teamId === teamId),
      );
      return words.map((one) => `The break of ${name}: ${row?.team ?? `team ${teamId}`} has ${one}.`);
    });
  });
}
