import type { CsvCell } from '#kit/files/csv.ts';
import type { Debate, PanelMember } from '../rules/debate.ts';
import type { Round } from '../rules/round.ts';
import { sideName } from '../rules/side-names.ts';
import type { StoredScores } from '../store/recount.ts';
import type { ExportedEvent } from './read-event.ts';
import type { ExportTable } from './table.ts';

/** What happened round by round: rounds, draws, results, speeches, ballots, motions. */
export function roundTables(event: ExportedEvent): ExportTable[] {
  return [
    roundsTable(event),
    drawsTable(event),
    panelsAheadTable(event),
    resultsTable(event),
    speechesTable(event),
    ballotsTable(event),
    motionsTable(event),
  ];
}

function roundsTable({ rounds, drawRuns }: ExportedEvent): ExportTable {
  const runs = new Map(drawRuns.map((run) => [run.roundId, run]));
  return {
    name: 'rounds',
    header: [
      'seq',
      'name',
      'abbreviation',
      'stage',
      'draw_type',
      'draw_status',
      'completed',
      'silent',
      'motions_released',
      'starts_at',
      'weight',
      'draw_seed',
    ],
    rows: rounds.map(({ round }) => [
      round.seq,
      round.name,
      round.abbreviation,
      round.stage,
      round.drawType,
      round.drawStatus,
      round.isCompleted,
      round.isSilent,
      round.areMotionsReleased,
      moment(round.startsAt),
      round.weight,
      runs.get(round.id)?.seed,
    ]),
  };
}

/** A debate with its round, as every table names it. */
interface Place {
  readonly round: Round;
  readonly debate: Debate;
}

function places({ rounds }: ExportedEvent): Place[] {
  return rounds.flatMap(({ round, debates }) => debates.map((debate) => ({ round, debate })));
}

const placeHeader = ['round', 'round_name', 'debate_id', 'room'];
const placeCells = ({ round, debate }: Place): CsvCell[] => [round.seq, round.name, debate.id, debate.venue?.name];

/** Chair, panellists, trainees, and who of them is pinned to the seat; several names in a cell. */
function panelCells({ panel }: Pick<Debate, 'panel'>): string[] {
  const names = (of: (member: PanelMember) => boolean): string => panel.filter(of).map(({ name }) => name).join('; '); // oxfmt-ignore
  return [...(['C', 'P', 'T'] as const).map((place) => names((one) => one.place === place)), names((one) => one.isPinned === true)];
}

/** A panel a row that was made before the draw. */
function panelsAheadTable({ rounds }: ExportedEvent): ExportTable {
  return {
    name: 'panels_ahead',
    header: [
      'round',
      'round_name',
      'room_rank',
      'importance',
      'bracket_min',
      'bracket_max',
      'liveness',
      'chair',
      'panellists',
      'trainees',
      'pinned',
      'kept',
    ],
    rows: rounds.flatMap(({ round, panelsAhead }) =>
      panelsAhead.map((panel) => [
        round.seq,
        round.name,
        panel.roomRank,
        panel.importance,
        panel.bracketMin,
        panel.bracketMax,
        panel.liveness,
        ...panelCells(panel),
        panel.isKept,
      ]),
    ),
  };
}

/** A debate a row: its teams by side, its panel by place. */
function drawsTable(event: ExportedEvent): ExportTable {
  const { settings } = event.tournament;
  const sides = Array.from({ length: settings.teams_in_debate }, (_side, index) => index);
  const names = sides.map((side) => sideName(side, sides.length, settings.side_names).long);
  return {
    name: 'draws',
    header: [
      ...placeHeader,
      'bracket',
      'importance',
      ...names,
      'sits_out',
      'chair',
      'panellists',
      'trainees',
      'pinned',
      'flags',
      'sides_confirmed',
    ],
    rows: places(event).map((place) => {
      const { debate } = place;
      const onSide = (side: number): string | undefined => debate.teams.find((team) => team.side === side)?.name;
      const panel = panelCells(debate);
      const flags = [...debate.flags, ...debate.teams.flatMap((team) => team.flags.map((flag) => `${team.name}: ${flag}`))].join('; ');
      return [
        ...placeCells(place),
        debate.bracket,
        debate.importance,
        ...sides.map(onSide),
        onSide(-1),
        ...panel,
        flags,
        debate.areSidesConfirmed,
      ];
    }),
  };
}

/** The confirmed result of each debate, as it is stored. */
function scored(event: ExportedEvent): (Place & { readonly scores: StoredScores })[] {
  const confirmed = new Map(event.ballots.filter(({ isConfirmed }) => isConfirmed).map((ballot) => [ballot.debateId, ballot.id]));
  return places(event).flatMap((place) => {
    const ballot = confirmed.get(place.debate.id);
    const scores = ballot === undefined ? undefined : event.scores.get(ballot);
    return scores === undefined ? [] : [{ ...place, scores }];
  });
}

function resultsTable(event: ExportedEvent): ExportTable {
  const { side_names: names } = event.tournament.settings;
  return {
    name: 'results',
    header: [...placeHeader, 'side', 'team_id', 'team', 'points', 'win', 'score', 'margin', 'votes_given', 'votes_possible', 'iron'],
    rows: scored(event).flatMap((place) =>
      place.scores.teams.map((row) => [
        ...placeCells(place),
        sideName(row.side, place.debate.teams.length, names).long,
        row.team_id,
        place.debate.teams.find((team) => team.id === row.team_id)?.name,
        row.points,
        row.win,
        row.score,
        row.margin,
        row.votes_given,
        row.votes_possible,
        row.has_ghost,
      ]),
    ),
  };
}

function speechesTable(event: ExportedEvent): ExportTable {
  const speakers = new Map(event.speakers.map(({ id, name }) => [id, name]));
  const { substantive_speakers: last } = event.tournament.settings;
  return {
    name: 'speeches',
    header: [...placeHeader, 'team', 'position', 'reply', 'speaker_id', 'speaker', 'score', 'rank', 'iron'],
    rows: scored(event).flatMap((place) =>
      place.scores.speakers.map((row) => [
        ...placeCells(place),
        place.debate.teams.find((team) => team.id === row.team_id)?.name,
        row.position,
        row.position > last,
        row.speaker_id,
        speakers.get(row.speaker_id),
        row.score,
        row.rank,
        row.ghost,
      ]),
    ),
  };
}

/** Every version, with what was written on it as JSON. */
function ballotsTable(event: ExportedEvent): ExportTable {
  const byDebate = new Map(places(event).map((place) => [place.debate.id, place]));
  return {
    name: 'ballots',
    header: [
      ...placeHeader,
      'ballot_id',
      'version',
      'submitter',
      'submitted_at',
      'confirmed',
      'confirmer',
      'confirmed_at',
      'discarded',
      'content',
    ],
    rows: event.ballots.map((ballot) => {
      const place = byDebate.get(ballot.debateId);
      return [
        ...(place === undefined ? [] : placeCells(place)),
        ballot.id,
        ballot.version,
        ballot.submitter,
        moment(ballot.createdAt),
        ballot.isConfirmed,
        ballot.confirmer,
        moment(ballot.confirmedAt),
        ballot.isDiscarded,
        JSON.stringify(ballot.content),
      ];
    }),
  };
}

function motionsTable({ rounds, motions }: ExportedEvent): ExportTable {
  const byId = new Map(rounds.map(({ round }) => [round.id, round]));
  return {
    name: 'motions',
    header: ['round', 'round_name', 'seq', 'reference', 'motion', 'info_slide', 'released'],
    rows: motions.map(({ roundId, seq, reference, text, infoSlide }) => {
      const round = roundId === null ? undefined : byId.get(roundId);
      return [round?.seq, round?.name, seq, reference, text, infoSlide, round?.areMotionsReleased ?? false];
    }),
  };
}

function moment(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
