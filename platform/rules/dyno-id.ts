const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const timeCharacters = 10;

/** A dyno's id: its time of birth in ten base-32 characters, then sixteen of chance. Later ids sort later. */
export function dynoId(nowMs: number, chance: Uint8Array): string {
  let time = '';
  for (let rest = Math.floor(nowMs), i = 0; i < timeCharacters; i += 1, rest = Math.floor(rest / 32)) {
    time = alphabet.charAt(rest % 32) + time;
  }
  return time + Array.from(chance.slice(0, 16), (byte) => alphabet.charAt(byte % 32)).join('');
}

/** When control made this id, in milliseconds since 1970; 0 for an id of another kind. */
export function bornAtMs(id: string): number {
  const digits = Array.from(id.slice(0, timeCharacters), (character) => alphabet.indexOf(character));
  if (digits.length < timeCharacters || digits.includes(-1)) return 0;
  return digits.reduce((sum, digit) => sum * 32 + digit, 0);
}
