import { WrongInput } from '../../errors.ts';
import type { BoardWish } from '../../round/hold-board.ts';
import { moveAdjudicator, pinAdjudicator } from '../../round/reseat.ts';
import type { PanelPlace } from '../../rules/debate.ts';
import type { DebateId, PersonId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import type { Tab } from '../../tab.ts';
import { formText } from './visit.ts';

/** Does what a board's form says: moves somebody, or pins them where they sit. */
export async function moveByForm(tab: Tab, wish: BoardWish, body: unknown): Promise<void> {
  const adjudicatorId = readId<PersonId>(formText(body, 'judge'));
  if (adjudicatorId === null) throw new WrongInput('Choose an adjudicator.');
  const pin = formText(body, 'pin');
  if (pin !== '') return pinAdjudicator(tab, { ...wish, adjudicatorId, isPinned: pin === 'pin' });
  const [debate = '', version = ''] = formText(body, 'debate').split(':');
  const debateId = readId<DebateId>(debate);
  const place = placeOf(formText(body, 'place'));
  const to = debateId === null ? null : { debateId, place };
  return moveAdjudicator(tab, { ...wish, move: { adjudicatorId, to, seenVersion: version === '' ? null : Number(version) } });
}

function placeOf(text: string): PanelPlace {
  if (text === 'C' || text === 'P' || text === 'T') return text;
  throw new WrongInput('Choose a place on the panel: chair, panellist or trainee.');
}
