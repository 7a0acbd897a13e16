import * as v from 'valibot';
import { WrongInput } from '../../errors.ts';
import type { BallotForm } from '../../round/ballot-form.ts';
import type { Ballot, Speech } from '../../rules/ballots/ballot.ts';
import { criteriaScore } from '../../rules/ballots/criteria.ts';
import type { Scoresheet } from '../../rules/ballots/scoresheet.ts';
import type { MotionId, PersonId, TeamId } from '../../rules/ids.ts';
import type { BallotRow } from '../../store/ballots.ts';
import { refOf } from './call.ts';
import type { Urls } from './call.ts';

const ref = v.union([v.string(), v.number()]);
const speech = v.object({
  speaker: v.optional(ref),
  score: v.optional(v.nullable(v.number())),
  ghost: v.optional(v.boolean(), false),
  rank: v.optional(v.nullable(v.number())),
  criteria: v.optional(v.array(v.object({ criterion: ref, score: v.nullable(v.number()) }))),
});
const team = v.object({
  side: v.optional(v.number()),
  team: v.optional(ref),
  win: v.optional(v.boolean()),
  speeches: v.optional(v.array(speech), []),
});
const sheet = v.object({ adjudicator: v.optional(ref), teams: v.array(team) });

/** A ballot as programs send it. */
export const ballotBody = v.object({
  result: v.object({ sheets: v.array(sheet) }),
  motion: v.optional(v.nullable(ref)),
  vetoes: v.optional(v.array(v.object({ team: ref, motion: v.nullable(ref) })), []),
  /** Ours: the side that did not come. */
  forfeit: v.optional(v.nullable(v.number())),
  confirmed: v.optional(v.boolean(), false),
  client_uuid: v.optional(v.string()),
});

type SheetBody = v.InferOutput<typeof sheet>;
type TeamBody = v.InferOutput<typeof team>;

/** The ballot in the words of the rules: sides in order, sheets in the order of the panel. */
export function ballotOf(body: v.InferOutput<typeof ballotBody>, form: BallotForm): Ballot {
  const sheets = sheetsInOrder(body.result.sheets, form);
  const [first] = sheets;
  const sidesOf = (one: SheetBody): TeamBody[] => form.debate.teams.map((of, side) => sideOf(one, of.id, side));
  return {
    speeches: first === undefined ? [] : sidesOf(first).map((side) => side.speeches.map(speechOf)),
    sheets: sheets.map((one): Scoresheet => {
      const sides = sidesOf(one);
      return {
        scores: form.rule.hasScores ? sides.map((side) => side.speeches.map((said, index) => scoreOf(said, index, form))) : [],
        ...(form.rule.criteria.length > 0 && {
          criteria: sides.map((side) => side.speeches.slice(0, form.rule.substantives).map((said) => criteriaOf(said, form))),
        }),
        ranks: form.rule.ranks === 'none' ? [] : sides.map((side) => side.speeches.map(({ rank }) => rank ?? null)),
        winners: form.rule.winner.startsWith('ticked') ? sides.flatMap(({ win }, side) => (win === true ? [side] : [])) : [],
      };
    }),
    motion: motionOf(body.motion, 'motion') ?? form.choice.only,
    vetoes: form.debate.teams.map(({ id }) => {
      const veto = body.vetoes.find((one) => refOf<TeamId>(one.team, 'vetoes.team') === id);
      return motionOf(veto?.motion, 'vetoes.motion');
    }),
    forfeit: body.forfeit ?? null,
  };
}

type SpeechBody = v.InferOutput<typeof speech>;

/** What was given for each criterion, in their order. */
function criteriaOf({ criteria = [] }: SpeechBody, { rule }: BallotForm): (number | null)[] {
  const given = new Map(criteria.map(({ criterion, score }) => [refOf<number>(criterion, 'criteria.criterion'), score]));
  const strange = [...given.keys()].find((id) => !rule.criteria.some((one) => one.id === id));
  if (strange !== undefined) throw new WrongInput(`criteria.criterion: this tournament has no score criterion ${strange}.`);
  return rule.criteria.map(({ id }) => given.get(id) ?? null);
}

/** Speeches by criteria are summed here; a score that is sent with them is held against the sum. */
function scoreOf(said: SpeechBody, index: number, form: BallotForm): number | null {
  const isSummed = form.rule.criteria.length > 0 && index < form.rule.substantives;
  return isSummed ? (said.score ?? criteriaScore(criteriaOf(said, form), form.rule.criteria)) : (said.score ?? null);
}

function motionOf(value: string | number | null | undefined, field: string): MotionId | null {
  return value === null || value === undefined ? null : refOf<MotionId>(value, field);
}

function sheetsInOrder(sheets: readonly SheetBody[], form: BallotForm): SheetBody[] {
  return form.sheetOwners.flatMap((owner, index) => {
    const own = sheets.find(
      (one) => owner !== null && one.adjudicator !== undefined && refOf<PersonId>(one.adjudicator, 'adjudicator') === owner.id,
    );
    const byPlace = sheets[index];
    if (own !== undefined) return [own];
    return byPlace === undefined || (byPlace.adjudicator !== undefined && owner !== null) ? [] : [byPlace];
  });
}

function sideOf(one: SheetBody, id: TeamId, side: number): TeamBody {
  const found = one.teams.find((entry) => (entry.team === undefined ? entry.side === side : refOf<TeamId>(entry.team, 'team') === id));
  if (found === undefined) throw new WrongInput(`result.sheets: the team on side ${side} (team ${id}) is missing.`);
  return found;
}

function speechOf({ speaker, ghost }: SpeechBody): Speech {
  return { speaker: speaker === undefined ? null : refOf<PersonId>(speaker, 'speaker'), isGhost: ghost };
}

/** A version of a ballot as programs read it. */
export function ballotShape(row: BallotRow, { form, slug, url }: { readonly form: BallotForm; readonly slug: string; readonly url: Urls }) {
  const own = `tournaments/${slug}/rounds/${form.round.seq}/pairings/${row.debateId}/ballots/${row.id}`;
  return {
    id: row.id,
    url: url(own),
    version: row.version,
    confirmed: row.isConfirmed,
    discarded: row.isDiscarded,
    single_adj: row.isSingle,
    motion: row.content.motion === null ? null : url(`tournaments/${slug}/motions/${row.content.motion}`),
    vetoes: row.content.vetoes.flatMap((motion, side) => {
      const by = form.debate.teams[side];
      return motion === null || by === undefined
        ? []
        : [{ team: url(`tournaments/${slug}/teams/${by.id}`), motion: url(`tournaments/${slug}/motions/${motion}`) }];
    }),
    forfeit: row.content.forfeit,
    submitter_type: row.submitterType,
    submitter: row.submitter,
    confirmer: row.confirmer,
    timestamp: row.createdAt,
    confirm_timestamp: row.confirmedAt,
    result: {
      sheets: row.content.sheets.map((one, index) => ({
        ...adjudicatorOf(row, index, (id) => url(`tournaments/${slug}/adjudicators/${id}`)),
        teams: form.debate.teams.map((of, side) => ({
          side,
          team: url(`tournaments/${slug}/teams/${of.id}`),
          ...(one.winners.length > 0 ? { win: one.winners.includes(side) } : {}),
          speeches: (row.content.speeches[side] ?? []).map((said, position) => ({
            speaker: said.speaker === null ? null : url(`tournaments/${slug}/speakers/${said.speaker}`),
            ghost: said.isGhost,
            score: one.scores[side]?.[position] ?? null,
            rank: one.ranks[side]?.[position] ?? null,
            ...(one.criteria?.[side]?.[position] && {
              criteria: one.criteria[side][position].map((score, at) => ({
                criterion: url(`tournaments/${slug}/score-criteria/${form.rule.criteria[at]?.id}`),
                score,
              })),
            }),
          })),
        })),
      })),
    },
  };
}

/** Whose a sheet is: as it was when the version was entered. */
function adjudicatorOf(
  { sheetOwners, isSingle, submitter }: BallotRow,
  index: number,
  url: (id: string) => string,
): { adjudicator?: string } {
  const id = isSingle ? submitter.replace('person:', '') : sheetOwners[index];
  return id === undefined ? {} : { adjudicator: url(String(id)) };
}
