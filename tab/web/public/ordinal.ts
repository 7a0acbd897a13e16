const endings = new Map([
  [1, 'st'],
  [2, 'nd'],
  [3, 'rd'],
]);

/** `1st`, `2nd`, `12th`. */
export function ordinal(place: number): string {
  const isTeen = Math.floor(place / 10) % 10 === 1;
  return `${place}${isTeen ? 'th' : (endings.get(place % 10) ?? 'th')}`;
}
