/** No letters that are mistaken for each other or for digits: it is read from a terminal and typed into a phone. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const groupLength = 4;

/** Sixteen characters in groups of four, from at least sixteen random bytes: about 79 bits. */
export function readablePassword(chance: Uint8Array): string {
  const characters = Array.from(chance.subarray(0, groups * groupLength), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return characters.match(/.{4}/g)?.join('-') ?? '';
}
