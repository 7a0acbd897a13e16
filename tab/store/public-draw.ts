import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Debate, PanelPlace } from '../rules/debate.ts';
import type { PersonId, RoundId, TeamId } from '../rules/ids.ts';
import { rowsOf, type Columns } from './columns.ts';

/** A room of a draw, as far as spectators could see it. */
export interface ShownDebate extends Pick<Debate, 'bracket' | 'areSidesConfirmed' | 'panel'> {
  readonly room: string | null;
  readonly teams: readonly ShownTeam[];
}

export interface ShownTeam {
  readonly id: TeamId;
  readonly name: string;
  readonly side: number;
  /** In roster order; who asked not to be named is left out. Empty where they were not asked for. */
  readonly speakers: readonly { readonly id: PersonId; readonly name: string }[];
}

interface ShownDraw {
  readonly debates: Columns<[id: number, room: string | null, bracket: number, areSidesConfirmed: boolean]>;
  readonly teams: Columns<[debate: number, id: TeamId, name: string, side: number]>;
  readonly panels: Columns<[debate: number, id: PersonId, name: string, place: PanelPlace, institution: string | null]>;
  readonly speakers: Columns<[team: TeamId, id: PersonId, name: string]>;
}

interface Wish {
  readonly roundId: RoundId;
  readonly withSpeakers: boolean;
}

// Text: the draw of a world championship is 1,700 rows of a few short fields, so they travel as four lists of JSON, which cost a third of what rows do.
const drawQuery = textQuery<Wish, ShownDraw>(
  'publicDraw.ofRound',
  `select
     (select json_build_array(json_agg(id), json_agg(display_name), json_agg(bracket), json_agg(sides_confirmed))
      from (select d.id, v.display_name, d.bracket, d.sides_confirmed
        from debates d left join venues v on v.id = d.venue_id where d.round_id = $1 order by d.room_rank, d.id) room) as debates,
     (select json_build_array(json_agg(debate_id), json_agg(id), json_agg(short_name), json_agg(side))
      from (select dt.debate_id, t.id, t.short_name, dt.side
        from debates d join debate_teams dt on dt.debate_id = d.id join teams t on t.id = dt.team_id
        where d.round_id = $1 order by dt.side) team) as teams,
     (select json_build_array(json_agg(debate_id), json_agg(id), json_agg(name), json_agg(type), json_agg(code))
      from (select da.debate_id, p.id, p.name, da.type, i.code
        from debates d join debate_adjudicators da on da.debate_id = d.id join adjudicators a on a.id = da.adjudicator_id
          join people p on p.id = a.id left join institutions i on i.id = a.institution_id
        where d.round_id = $1 order by da.type, a.base_score desc, p.name) member) as panels,
     (select json_build_array(json_agg(team_id), json_agg(id), json_agg(name))
      from (select s.team_id, p.id, p.name
        from debates d join debate_teams dt on dt.debate_id = d.id join speakers s on s.team_id = dt.team_id join people p on p.id = s.id
        where $2::boolean and d.round_id = $1 and not p.anonymous order by s.team_id, s.seq) speaker) as speakers`,
  ({ roundId, withSpeakers }) => [roundId, withSpeakers],
);

/** Every room of a round in room order, byes last, with who speaks where that is shown; one query. */
export async function shownDraw(db: Queryable, wish: Wish): Promise<ShownDebate[]> {
  const { debates, teams, panels, speakers } = await db.one(drawQuery, wish);
  const rosters = Map.groupBy(rowsOf(speakers), ([team]) => team);
  const teamsBy = Map.groupBy(rowsOf(teams), ([debate]) => debate);
  const panelsBy = Map.groupBy(rowsOf(panels), ([debate]) => debate);
  return rowsOf(debates).map(([id, room, bracket, areSidesConfirmed]) => ({
    room,
    bracket,
    areSidesConfirmed,
    teams: (teamsBy.get(id) ?? []).map(([, team, name, side]) => ({
      id: team,
      name,
      side,
      speakers: (rosters.get(team) ?? []).map(named),
    })),
    panel: (panelsBy.get(id) ?? []).map(([, person, name, place, institution]) => ({ id: person, name, place, institution })),
  }));
}

const named = ([, id, name]: readonly [team: TeamId, id: PersonId, name: string]): ShownTeam['speakers'][number] => ({ id, name });
