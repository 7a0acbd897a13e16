import { formFields } from '../game/page.ts';
import type { FieldOwner, FormPage, GameDefinition, PageDefinition, PlayableGame, WaitPage } from '../game/definition.ts';
import type { Project } from '../game/define-project.ts';
import { unknownName } from './known-names.ts';

/** Something in a project that cannot work, though it can be read. */
export interface ProjectFault {
  /** The game in whose file it is. */
  readonly game: string;
  readonly what: string;
  readonly cure: string;
  /** Words that stand in the file one after the other; the last one is what is wrong. */
  readonly trail: readonly string[];
}

/** Everything that people would run into while they play. */
export function projectFaults({ games }: Pick<Project, 'games'>): ProjectFault[] {
  const names = games.map(({ game }) => game.name);
  return games.flatMap((playable) => [
    ...schemaFaults(playable.game),
    ...playable.pages
      .filter(isFirstPass)
      .flatMap((page) => pageFaults(page, playable).map((fault) => ({ ...fault, game: playable.game.name }))),
    ...endFaults(playable, names),
    ...emptyFaults(playable),
  ]);
}

/** Pages that nobody ever comes to: no reason not to start. */
export function leftOutPages({ games }: Pick<Project, 'games'>): ProjectFault[] {
  return games.flatMap(({ game, leftOut = [] }) =>
    leftOut.map((page) => ({
      game: game.name,
      what: `nobody ever comes to the page ${page}`,
      cure: `Name it in game.sequence(…), or delete it.`,
      trail: [page],
    })),
  );
}

const isFirstPass = ({ loop }: PageDefinition): boolean => (loop?.pass ?? 1) === 1;

function emptyFaults({ game, pages }: PlayableGame): ProjectFault[] {
  if (pages.length > 0) return [];
  const cure = 'Name its pages in game.sequence(…), in their order.';
  return [{ game: game.name, what: 'it has no pages', cure, trail: ['sequence'] }];
}

function schemaFaults(game: GameDefinition): ProjectFault[] {
  const { fields, checks, adminFields } = game;
  const stray = unknownName(Object.keys(checks), [...Object.keys(fields.player), ...Object.keys(fields.group)]);
  const faults = stray ? [{ what: `checks is about ${stray.name}, which is no field`, ...stray, trail: ['checks', stray.name] }] : [];
  for (const owner of ['player', 'group', 'subsession'] as const) {
    const column = unknownName(adminFields[owner] ?? [], Object.keys(fields[owner]));
    if (column)
      faults.push({ what: `adminFields names ${column.name}, which is no ${owner} field`, ...column, trail: ['adminFields', column.name] });
  }
  return faults.map(({ what, cure, trail }) => ({ game: game.name, what, cure, trail }));
}

type PageFault = Omit<ProjectFault, 'game'>;

function pageFaults(page: PageDefinition, playable: PlayableGame): PageFault[] {
  const own = page.kind === 'wait' ? waitFaults(page) : [...formFaults(page, playable), ...liveFaults(page)];
  return [...own, ...asyncFaults(page)];
}

function formFaults({ name, form }: FormPage, playable: PlayableGame): PageFault[] {
  if (typeof form === 'function') return []; // known when somebody is there
  const { game } = playable;
  const asked = formFields(form);
  const faults = [
    ...strayFields(name, { owner: 'player', names: asked.player }, game),
    ...strayFields(name, { owner: 'group', names: asked.group }, game),
  ];
  const [first] = asked.group;
  if (first !== undefined && isWithoutGroups(playable))
    faults.push({
      what: `the page ${name} asks for ${first}, a group field, and the game has no groups`,
      cure: 'Give defineGame a groupSize, or declare the field under player.',
      trail: [name, first],
    });
  return faults;
}

function strayFields(
  page: string,
  asked: { readonly owner: FieldOwner; readonly names: readonly string[] },
  game: GameDefinition,
): PageFault[] {
  const { owner, names } = asked;
  const specs = game.fields[owner];
  const stray = unknownName(names, Object.keys(specs));
  const json = names.find((field) => specs[field]?.kind === 'json');
  const faults = stray
    ? [{ what: `the page ${page} asks for ${stray.name}, which is no ${owner} field`, cure: stray.cure, trail: [page, stray.name] }]
    : [];
  if (json === undefined) return faults;
  const cure = 'Ask for fields of another kind, and set this one in onSubmit.';
  return [...faults, { what: `the page ${page} asks for ${json}, and nobody can type JSON`, cure, trail: [page, json] }];
}

/** Nobody makes groups: no size, no match page, nothing when the session is created. */
function isWithoutGroups({ game, pages }: PlayableGame): boolean {
  return game.groupSize === null && game.onCreate === null && !pages.some((page) => page.kind === 'wait' && page.match !== null);
}

function waitFaults({ name, scope, isGate, match, onAllArrive }: WaitPage): PageFault[] {
  const known: readonly string[] = ['group', 'all'];
  if (!known.includes(scope))
    return [{ what: `the scope of ${name} is "${scope}"`, cure: "It is 'group' or 'all'.", trail: [name, 'scope'] }];
  if (isGate && onAllArrive !== null)
    return [
      {
        what: `${name} is a gate, where nobody waits for the others`,
        cure: 'Put onAllArrive on a game.wait(…).',
        trail: [name, 'onAllArrive'],
      },
    ];
  if (match !== null && scope === 'all')
    return [{ what: `${name} makes groups, so nobody waits for all there`, cure: 'Leave the scope out.', trail: [name, 'scope'] }];
  return [];
}

function liveFaults({ name, live }: FormPage): PageFault[] {
  if (!live) return [];
  const stray = unknownName(Object.keys(live.on), Object.keys(live.messages));
  return stray
    ? [{ what: `${name} answers ${stray.name}, and declares no such message`, cure: stray.cure, trail: [name, stray.name] }]
    : [];
}

/** Callbacks run inside a transaction and must not wait. */
function asyncFaults(page: PageDefinition): PageFault[] {
  const late = Object.entries(page).find(([, value]) => typeof value === 'function' && value.constructor.name === 'AsyncFunction');
  if (!late) return [];
  const [callback] = late;
  return [
    {
      what: `${callback} of ${page.name} is async`,
      cure: 'It runs inside a database transaction: take async away, and wait for others in a task of a live page.',
      trail: [page.name, callback],
    },
  ];
}

/** A dropout rule that leads nowhere. */
function endFaults({ game, pages }: PlayableGame, games: readonly string[]): ProjectFault[] {
  const { instead, endGroup } = game.dropout;
  if (instead !== 'endGroup' || endGroup === 'end') return [];
  const [name, known] = typeof endGroup === 'string' ? [endGroup, games] : [endGroup.page, pages.map((page) => page.name)];
  const stray = unknownName([name], known);
  return stray
    ? [{ game: game.name, what: `endGroup leads to ${stray.name}, which is not there`, cure: stray.cure, trail: ['endGroup', stray.name] }]
    : [];
}
