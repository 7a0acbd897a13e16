import { BadGame, BadProject } from '../errors.ts';
import { unknownName } from '../rules/known-names.ts';

/** What authors can say, by what they say it about. TypeScript refuses other words too, where it is used. */
const keys = {
  game: `name slug groupSize rounds roles constants doc player group subsession participant session config records onCreate dropout autoplay thinkTime
    checks exports report adminFields layout`,
  page: `title form limits show timeout timerText timer validate onSubmit goto allowBack draft view layout client script`,
  live: `title form limits show timeout timerText timer validate onSubmit goto allowBack draft view layout client script
    messages state on tasks every news log scope`,
  wait: `scope title body view layout maxWait minPresent onTooLong remind showCount show onAllArrive messages state on every news log client script`,
  match: `title body view layout maxWait onTooLong remind showCount show onAllArrive size pick by balance fillWithBots`,
  gate: `title body view layout show`,
  loop: `until max`,
  project: `language texts styles layout currency autoTabulatePayoffs participant session mockData defaults sessions rooms`,
  currency: `points code pointsName pointsPlaces currencyPlaces thousandsSeparator`,
  defaults: `participationFee pointValue`,
  sessions: `name displayName games order demoParticipants doc participationFee pointValue expectedSeconds language captureParams params`,
  rooms: `name displayName labels secureUrls welcome`,
};

type Known = keyof typeof keys;

function strayIn(given: object, what: Known) {
  return unknownName(Object.keys(given), keys[what].split(/\s+/));
}

/** Throws BadGame when a game or a page is told something that nobody reads. */
export function refuseStrayInGame(game: string, given: object, place: { readonly what: Known; readonly words: string }): void {
  const stray = strayIn(given, place.what);
  if (stray) throw new BadGame(game, `${place.words} has nothing called ${stray.name}`, { at: stray.name, cure: stray.cure });
}

/** Throws BadProject when the project file says something that nobody reads. */
export function refuseStrayInProject(given: object | undefined, place: { readonly what: Known; readonly words: string }): void {
  const stray = given && strayIn(given, place.what);
  if (stray) throw new BadProject(`${place.words} has nothing called ${stray.name}`, { at: stray.name, cure: stray.cure });
}
