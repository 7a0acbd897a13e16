/** Why a bot's run failed, in words for the game's author. */
export class BotFault extends Error {
  override readonly name = 'BotFault';
}

/** What was thrown as one sentence: by a bot, by an `expect`, or by the game itself. */
export function sentenceOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.endsWith('.') ? words : `${words}.`;
}
