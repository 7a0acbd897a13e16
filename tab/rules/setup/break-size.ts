/** Elimination rounds of four teams begin with 4·2^k teams, or with 6·2^k of which a third waits (tab spec section 3.9). */
export function fitsRoomsOfFour(size: number): boolean {
  return [4, 6].some((first) => size >= first && Number.isInteger(Math.log2(size / first)));
}
