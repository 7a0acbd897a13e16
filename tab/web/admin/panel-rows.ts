import type { Acquaintance } from '../../rules/allocation/conflicts.ts';
import type { Debate, PanelMember } from '../../rules/debate.ts';
import type { PersonId } from '../../rules/ids.ts';
import type { AdjudicatorRow } from '../../store/people.ts';
import type { JudgeChip } from './views/debate-cells.ts';
import type { PanelRow } from './views/panels.ts';

/** The board of panels: each judge with what is known between them and the room. */
export function panelRows(debates: readonly Debate[], judges: readonly AdjudicatorRow[], acquaintance: Acquaintance): PanelRow[] {
  const scores = new Map(judges.map((judge) => [judge.id, judge.baseScore]));
  return debates.map((debate) => {
    const chipOf = (member: PanelMember): JudgeChip => ({
      ...member,
      score: scores.get(member.id) ?? null,
      isTrainee: member.place === 'T',
      clash: clashOf(member.id, debate, acquaintance),
    });
    const at = (place: PanelMember['place']): JudgeChip[] => debate.panel.filter((member) => member.place === place).map(chipOf);
    return { debate, chair: at('C')[0] ?? null, panellists: at('P'), trainees: at('T') };
  });
}

/** The worst thing between a judge and the room. */
function clashOf(judge: PersonId, debate: Debate, acquaintance: Acquaintance): JudgeChip['clash'] {
  const conflict = debate.teams.find((team) => acquaintance.conflictsWithTeam.has(judge, team.id));
  if (conflict) return { kind: 'fail', words: `conflict with ${conflict.name}` };
  const colleague = debate.panel.find((other) => other.id !== judge && acquaintance.conflictsWithAdjudicator.has(judge, other.id));
  if (colleague) return { kind: 'fail', words: `conflict with ${colleague.name}` };
  const met = debate.teams.filter((team) => acquaintance.hasSeenTeam.has(judge, team.id));
  if (met.length === 0) return null;
  return { kind: 'late', words: met.length === 1 ? `has judged ${met[0]?.name}` : `has judged ${met.length} of them` };
}
