import { clashWith, type KnownMeetings } from '../../rules/allocation/clash.ts';
import type { Debate, PanelMember } from '../../rules/debate.ts';
import type { TeamId } from '../../rules/ids.ts';
import type { AdjudicatorRow } from '../../store/people.ts';
import type { PanelRow } from './views/board.ts';
import type { JudgeMarks, SeatedJudge } from './views/panel-seats.ts';

/** Who judges and who knows whom. */
interface Known {
  readonly judges: readonly AdjudicatorRow[];
  readonly acquaintance: KnownMeetings;
  /** Codes of the teams' institutions. */
  readonly institutions: ReadonlyMap<TeamId, string | null>;
  readonly marks: ReadonlyMap<number, JudgeMarks>;
}

/** The board of panels: each judge with what is known between them and the room. */
export function panelRows(debates: readonly Debate[], { judges, acquaintance, institutions, marks }: Known): PanelRow[] {
  const scores = new Map(judges.map((judge) => [judge.id, judge.baseScore]));
  return debates.map((debate) => {
    const room = { panel: debate.panel, teams: debate.teams.map((team) => ({ ...team, institution: institutions.get(team.id) ?? null })) };
    const chipOf = (member: PanelMember): SeatedJudge => {
      const known = marks.get(member.id);
      return {
        ...member,
        score: scores.get(member.id) ?? null,
        isTrainee: member.place === 'T',
        clash: clashWith(member, room, acquaintance),
        ...(known && { marks: known }),
      };
    };
    const at = (place: PanelMember['place']): SeatedJudge[] => debate.panel.filter((member) => member.place === place).map(chipOf);
    return { debate, chair: at('C')[0] ?? null, panellists: at('P'), trainees: at('T') };
  });
}
