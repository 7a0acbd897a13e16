import { newIntent } from '#kit/db/receipts.ts';
import { WrongInput } from '../errors.ts';
import type { Answers } from '../rules/feedback-questions.ts';
import type { FeedbackSource } from '../rules/feedback.ts';
import type { DebateId } from '../rules/ids.ts';
import type { Tournament } from '../rules/tournament.ts';
import { saveThing } from '../setup/change.ts';
import type { Kind } from '../setup/kind.ts';
import { kinds } from '../setup/kinds.ts';
import * as feedback from '../store/feedback.ts';
import * as motions from '../store/motions.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import type { ArchiveIds } from './archive-ids.ts';
import type { XmlNode } from './xml-node.ts';

/** Where the rest of an archive belongs. */
export interface Extras {
  readonly root: XmlNode;
  readonly tournament: Tournament;
  readonly actor: string;
  readonly ids: ArchiveIds;
  /** What each debate of the archive became. */
  readonly debates: ReadonlyMap<string, DebateId>;
}

/** What an archive tells beside the draw and the ballots: categories of speakers, info slides and further places of motions, questions, feedback. */
export async function storeExtras(tab: Tab, extras: Extras): Promise<void> {
  await storeSpeakerCategories(tab, extras);
  await storeMotions(tab, extras);
  await storeFeedback(tab, extras, await storeQuestions(tab, extras));
}

function add(
  tab: Tab,
  { tournament, actor }: Extras,
  { kind, values }: { readonly kind: Kind; readonly values: Record<string, unknown> },
): Promise<number> {
  return saveThing(tab, { tournament, actor, kind, id: null, values });
}

async function storeSpeakerCategories(tab: Tab, extras: Extras): Promise<void> {
  const { root, ids } = extras;
  const people = root.first('participants').all('team').flatMap((team) => team.all('speaker')); // oxfmt-ignore
  for (const node of root.all('speaker-category')) {
    const id = node.text('id');
    const members = people.filter((speaker) => speaker.list('categories').includes(id)).map((speaker) => speaker.text('id'));
    const values = {
      name: (node.text('name') || node.content()).trim().slice(0, 50),
      slug: node.text('slug'),
      seq: node.has('seq') ? node.number('seq', 1) : '',
      limit: node.number('limit', 0),
      public: node.has('public') ? node.flag('public') : true,
      speakers: [...new Set([...members, ...node.list('speakers')])].map((one) => ids.speaker(one)),
    };
    await add(tab, extras, { kind: kinds['speaker-categories'], values });
  }
}

/** The set of files has no info slides, and one place a motion. */
async function storeMotions(tab: Tab, { root, tournament, ids }: Extras): Promise<void> {
  const all = await rounds.ofTournament(tab.db, tournament.id);
  for (const node of root.all('motion')) {
    const infoSlide = node.first('info-slide').content();
    const text = (node.all('text')[0]?.content() ?? node.content()).trim().slice(0, 500);
    if (text === '') continue;
    const id = ids.motion(node.text('id'));
    await motions.update(tab.db, id, { text, reference: node.text('reference').slice(0, 100), infoSlide });
    const places = node.list('rounds').flatMap((place) => {
      const [seq, at = 1] = place.split(':').map(Number);
      return all.filter((round) => round.seq === seq).map((round) => ({ roundId: round.id, seq: at }));
    });
    if (places.length > 0) await motions.setPlaces(tab.db, id, places);
  }
}

type NewIds = ReadonlyMap<string, number>;

async function storeQuestions(tab: Tab, extras: Extras): Promise<NewIds> {
  const made = new Map<string, number>();
  for (const node of extras.root.all('question')) {
    const values = {
      text: (node.all('text')[0]?.content() ?? node.content()).trim(),
      help_text: node.first('help').content(),
      name: node.text('name').slice(0, 30),
      reference: node.text('reference'),
      answer_type: node.text('type') || 't',
      required: node.flag('required'),
      min_value: node.text('min'),
      max_value: node.text('max'),
      choices: node.all('choice').map((choice) => choice.content()).join('\n'), // oxfmt-ignore
      from_adj: node.has('from-adjudicators') ? node.flag('from-adjudicators') : true,
      from_team: node.has('from-teams') ? node.flag('from-teams') : true,
      audience: node.text('audience'),
    };
    made.set(node.text('id'), await add(tab, extras, { kind: kinds['feedback-questions'], values }));
  }
  return made;
}

async function storeFeedback(tab: Tab, { root, tournament, actor, ids, debates }: Extras, questions: NewIds): Promise<void> {
  for (const judge of root.first('participants').all('adjudicator'))
    for (const node of judge.all('feedback')) {
      const debateId = debates.get(node.text('debate'));
      if (debateId === undefined) throw new WrongInput(`The archive has feedback on debate ${node.text('debate')}, and no such debate.`);
      const id = await feedback.insert(tab.db, {
        debateId,
        source: sourceOf(node.text('source'), ids),
        target: ids.adjudicator(judge.text('id')),
        score: node.number('score', 0),
        comment: node.first('comment').content().slice(0, 4000),
        answers: answersOf(node, questions),
        submitterType: 'A',
        submitter: actor,
        intent: newIntent(),
      });
      if (node.flag('ignored')) await feedback.setIgnored(tab.db, { tournamentId: tournament.id, id, isIgnored: true });
    }
}

function sourceOf(id: string, ids: ArchiveIds): FeedbackSource {
  return id.startsWith('T') ? { kind: 'team', id: ids.team(id) } : { kind: 'adjudicator', id: ids.adjudicator(id) };
}

/** Ours are JSON; of other programs an answer is a text. */
function answersOf(node: XmlNode, questions: NewIds): Answers {
  return Object.fromEntries(
    node.all('answer').flatMap((answer) => {
      const question = questions.get(answer.text('question'));
      const text = answer.content();
      return question === undefined ? [] : [[String(question), valueIn(text)]];
    }),
  );
}

function valueIn(text: string): Answers[string] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    return Array.isArray(value) ? value.map(String) : text;
  } catch {
    return text;
  }
}
