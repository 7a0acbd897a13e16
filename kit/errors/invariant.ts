/** Our own mistake, never the user's: shown as a 500 with a request id. */
class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken';
}

/** Throws when something that our own code promises does not hold. `what` says what should have been true. */
export function invariant(condition: unknown, what: string): asserts condition {
  if (!condition) throw new InvariantBroken(what);
}

/** The default branch of an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new InvariantBroken(`unreachable: ${JSON.stringify(value)}`);
}
