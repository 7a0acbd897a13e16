import type { DebateFlag, TeamFlag } from '../rules/draw/draw.ts';
import type { PanelPlace } from '../rules/debate.ts';
import type { ArchiveDebate, ArchiveRound, ArchiveSide } from './archive-xml.ts';
import type { XmlNode } from './xml-node.ts';

/** What happened in a round: its debates with their results. A round that does not say so is over when all its debates have results. */
export function playedOf(node: XmlNode, index: number): ArchiveRound {
  const debates = node.all('debate').map(debateOf);
  const hasResults = debates.length > 0 && debates.every(({ sheets, sides }) => sheets > 0 || sides.length === 1);
  const status = node.text('draw-status');
  return {
    seq: node.number('seq', index + 1),
    drawStatus: debates.length === 0 ? 'N' : status === 'D' || status === 'C' ? status : 'R',
    isCompleted: node.has('completed') ? node.flag('completed') : hasResults,
    areMotionsReleased: node.flag('motions-released'),
    debates,
  };
}

function debateOf(node: XmlNode): ArchiveDebate {
  const chair = node.text('chair');
  const voting = node.list('adjudicators');
  const members = (ids: readonly string[], place: PanelPlace) => ids.map((adjudicator) => ({ adjudicator, place }));
  const sides = node.all('side').map(sideOf);
  return {
    id: node.text('id'),
    panel: [
      ...members(chair === '' ? voting.slice(0, 1) : [chair], 'C'),
      ...members(
        voting.filter((id) => id !== (chair || voting[0])),
        'P',
      ),
      ...members(node.list('trainees'), 'T'),
    ],
    venue: node.text('venue') || null,
    motion: node.text('motion') || null,
    bracket: node.number('bracket', 0),
    roomRank: node.number('room-rank', 0),
    importance: node.number('importance', 0),
    flags: debateFlags.filter((flag) => node.list('flags').includes(flag)),
    sides,
    sheets: Math.max(0, ...sides.map(({ ranks }) => ranks.length)),
  };
}

const sideOf = (node: XmlNode): ArchiveSide => ({
  team: node.text('team'),
  flags: teamFlags.filter((flag) => node.list('flags').includes(flag)),
  veto: node.text('motion-veto') || null,
  ranks: node.all('ballot').map((ballot) => (ballot.has('rank') ? ballot.number('rank', 0) : null)),
  speeches: node.all('speech').map((speech) => ({
    speaker: speech.text('speaker') || null,
    isGhost: speech.flag('ghost'),
    scores: speech.all('ballot').map((ballot) => (ballot.content().trim() === '' ? null : Number(ballot.content()))),
    ranks: speech.all('ballot').map((ballot) => (ballot.has('rank') ? ballot.number('rank', 0) : null)),
    criteria: speech.all('ballot').map((ballot) => ballot.list('criteria').map((one) => (one === '-' ? null : Number(one)))),
  })),
});

const debateFlags: readonly DebateFlag[] = ['max_swapped', '1u1d_hist', '1u1d_inst', '1u1d_other'];
const teamFlags: readonly TeamFlag[] = [
  'pullup',
  'bub_up_hist',
  'bub_dn_hist',
  'bub_up_inst',
  'bub_dn_inst',
  'bub_up_accom',
  'bub_dn_accom',
  'no_bub_updn',
];
