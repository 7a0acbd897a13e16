import { isBye } from '../rules/debate.ts';
import type { Debate } from '../rules/debate.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import { secretSettings } from './document.ts';
import type { ExportedEvent } from './read-event.ts';
import { xmlElement as el } from './xml-text.ts';
import type { XmlElement } from './xml-text.ts';

/**
 * A tournament as the XML that tab programs exchange (tab spec section 10.4). Ids carry the letters of their kind; what that format has no word for
 * (settings, numbers of rounds, trainees) stands in attributes and elements of our own, which other programs pass over.
 */
export function archiveXml(event: ExportedEvent): string {
  const { tournament } = event;
  const settings = Object.entries(tournament.changedSettings).filter(([name]) => !secretSettings.has(name));
  const root = el('tournament', { name: tournament.name, short: tournament.shortName, style: styleOf(event) }, [
    ...event.rounds.map((one) => roundOf(event, one)),
    el('participants', {}, [
      ...inOrder(event.teams).map((team) => teamOf(event, team)),
      ...inOrder(event.adjudicators).map((one) => adjudicatorOf(event, one)),
    ]),
    ...event.breaks.map((one) =>
      el('break-category', {
        id: `BC${one.id}`,
        name: one.name,
        slug: one.slug,
        seq: one.seq,
        'break-size': one.breakSize,
        general: one.isGeneral,
        priority: one.priority,
        rule: one.rule,
        broken: one.list.length > 0,
      }),
    ),
    ...event.institutions.map(({ id, name, code, region }) => el('institution', { id: `I${id}`, reference: code, region }, name)),
    ...motionsOf(event),
    ...event.venues.map(({ id, name, priority }) => el('venue', { id: `V${id}`, priority }, name)),
    ...event.speakerCategories.map(({ name, slug, seq, limit, isPublic, speakers }) =>
      el('speaker-category', {
        id: `SC${seq}`,
        name,
        slug,
        seq,
        limit,
        public: isPublic,
        speakers: speakers.map((id) => `S${id}`).join(' '),
      }),
    ),
    ...event.questions.map(questionOf),
    ...event.criteria.map(({ name, weight, min, max, step, isRequired }) =>
      el('score-criterion', { name, weight, min, max, step, required: isRequired }),
    ),
    ...settings.map(([name, value]) => el('setting', { name }, JSON.stringify(value))),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.text}\n`;
}

/** As they were entered: what ties in a table keeps this order. */
const inOrder = <Row extends { readonly id: number }>(rows: readonly Row[]): Row[] => rows.toSorted((one, other) => one.id - other.id);

function styleOf({ tournament: { settings } }: ExportedEvent): string {
  if (settings.teams_in_debate === 4) return 'bp';
  return settings.reply_scores_enabled ? 'australs' : 'cp';
}

type Round = ExportedEvent['rounds'][number];

function roundOf(event: ExportedEvent, { round, debates }: Round): XmlElement {
  return el(
    'round',
    {
      name: round.name,
      abbreviation: round.abbreviation,
      seq: round.seq,
      elimination: round.stage === 'E',
      'draw-type': round.drawType,
      'break-category': round.categoryId === null ? undefined : `BC${round.categoryId}`,
      silent: round.isSilent,
      weight: round.weight,
      'feedback-weight': event.marks.feedbackWeights[round.id],
      start: round.startsAt?.toISOString(),
      'draw-status': round.drawStatus,
      completed: round.isCompleted,
      'motions-released': round.areMotionsReleased,
    },
    debates.map((debate) => debateOf(event, debate)),
  );
}

function debateOf(event: ExportedEvent, debate: Debate): XmlElement {
  const ballot = event.ballots.find(({ debateId, isConfirmed }) => debateId === debate.id && isConfirmed);
  const voting = debate.panel.filter(({ place }) => place !== 'T');
  const content = isBye(debate) ? undefined : ballot?.content;
  return el(
    'debate',
    {
      id: `D${debate.id}`,
      adjudicators: voting.map(({ id }) => `A${id}`).join(' '),
      chair: idOf('A', debate.panel.find(({ place }) => place === 'C')?.id),
      trainees: debate.panel.filter(({ place }) => place === 'T').map(({ id }) => `A${id}`).join(' '), // oxfmt-ignore
      venue: idOf('V', debate.venue?.id),
      motion: idOf('M', content?.motion),
      bracket: debate.bracket,
      'room-rank': debate.roomRank,
      importance: debate.importance,
      flags: debate.flags.join(' '),
    },
    debate.teams.map((team, side) =>
      el(
        'side',
        { team: `T${team.id}`, flags: team.flags.join(' '), 'motion-veto': idOf('M', content?.vetoes[side]) },
        content === undefined
          ? []
          : sheetsOf(content, {
              side,
              owners: voting.map(({ id }) => `A${id}`),
              hasReplies: event.tournament.settings.reply_scores_enabled,
            }),
      ),
    ),
  );
}

const idOf = (letter: string, id: number | null | undefined): string | undefined =>
  id === null || id === undefined ? undefined : `${letter}${id}`;

interface Side {
  readonly side: number;
  readonly owners: readonly string[];
  readonly hasReplies: boolean;
}

/** What each sheet says of one side: its total and whether it wins, then every speech. One sheet for the room is everybody's. */
function sheetsOf(content: Ballot, { side, owners, hasReplies }: Side): XmlElement[] {
  const ownersOf = (sheet: number): string => (content.sheets.length === 1 ? owners.join(' ') : (owners[sheet] ?? ''));
  const totals = content.sheets.map(({ scores, winners }, sheet) =>
    el(
      'ballot',
      { adjudicators: ownersOf(sheet), rank: winners.length > 0 ? (winners.includes(side) ? 1 : 2) : undefined },
      scores[side] === undefined ? '' : String(scores[side].reduce<number>((sum, score) => sum + (score ?? 0), 0)),
    ),
  );
  const said = content.speeches[side] ?? [];
  const speeches = said.map(({ speaker, isGhost }, index) =>
    el(
      'speech',
      { speaker: idOf('S', speaker), ghost: isGhost, reply: hasReplies && index === said.length - 1 ? true : undefined },
      content.sheets.map(({ scores, criteria, ranks }, sheet) => {
        const given = criteria?.[side]?.[index]?.map((one) => one ?? '-').join(' ');
        const rank = ranks[side]?.[index] ?? undefined;
        return el('ballot', { adjudicators: ownersOf(sheet), rank, criteria: given }, String(scores[side]?.[index] ?? ''));
      }),
    ),
  );
  return [...totals, ...speeches];
}

function teamOf(event: ExportedEvent, team: ExportedEvent['teams'][number]): XmlElement {
  const { speakers, eligibility } = event;
  const categories = eligibility.filter(({ teamId }) => teamId === team.id).map(({ categoryId }) => `BC${categoryId}`);
  return el(
    'team',
    {
      id: `T${team.id}`,
      name: team.longName,
      reference: team.reference,
      code: event.marks.shortReferences[team.id],
      institution: idOf('I', team.institutionId),
      prefix: team.longName !== team.reference,
      seed: team.seed ?? undefined,
      'break-eligibilities': categories.join(' '),
    },
    speakers.filter(({ teamId }) => teamId === team.id).map(({ id, name }) => el('speaker', { id: `S${id}` }, name)),
  );
}

function adjudicatorOf(event: ExportedEvent, one: ExportedEvent['adjudicators'][number]): XmlElement {
  return el(
    'adjudicator',
    {
      id: `A${one.id}`,
      name: one.name,
      score: one.baseScore,
      core: event.marks.core.includes(one.id),
      independent: one.isIndependent,
      trainee: one.isTrainee,
      institutions: idOf('I', one.institutionId),
    },
    event.feedback.filter(({ targetId, isConfirmed }) => targetId === one.id && isConfirmed).toReversed().map((piece) => feedbackOf(event, piece)), // oxfmt-ignore
  );
}

function feedbackOf({ questions }: ExportedEvent, piece: ExportedEvent['feedback'][number]): XmlElement {
  const answers = questions.flatMap(({ id }) => {
    const answer = piece.answers[String(id)];
    return answer === undefined ? [] : [el('answer', { question: `Q${id}` }, JSON.stringify(answer))];
  });
  const source = piece.sourceTeamId === null ? idOf('A', piece.sourceAdjudicatorId) : idOf('T', piece.sourceTeamId);
  const comment = piece.comment === '' ? [] : [el('comment', {}, piece.comment)];
  return el('feedback', { score: piece.score, source, debate: `D${piece.debateId}`, ignored: piece.isIgnored }, [...answers, ...comment]);
}

function questionOf(one: ExportedEvent['questions'][number]): XmlElement {
  const asked = { 'from-adjudicators': one.isForAdjudicators, 'from-teams': one.isForTeams, audience: one.audience ?? undefined };
  const range = { min: one.min ?? undefined, max: one.max ?? undefined };
  return el(
    'question',
    { id: `Q${one.id}`, name: one.name, reference: one.reference, type: one.answerType, required: one.isRequired, ...asked, ...range },
    [
      el('text', {}, one.text),
      ...(one.helpText === '' ? [] : [el('help', {}, one.helpText)]),
      ...one.choices.map((choice) => el('choice', {}, choice)),
    ],
  );
}

/** A motion once, with the rounds that it is for. */
function motionsOf({ motions, rounds }: ExportedEvent): XmlElement[] {
  const seqOf = new Map(rounds.map(({ round }) => [round.id, round.seq]));
  return [...Map.groupBy(motions, ({ id }) => id).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const places = [first, ...others].flatMap(({ roundId, seq }) => (roundId === null ? [] : [`${seqOf.get(roundId) ?? 0}:${seq ?? 1}`]));
    const slide = first.infoSlide === '' ? [] : [el('info-slide', {}, first.infoSlide)];
    return [
      el('motion', { id: `M${first.id}`, reference: first.reference, rounds: places.join(' ') }, [el('text', {}, first.text), ...slide]),
    ];
  });
}
