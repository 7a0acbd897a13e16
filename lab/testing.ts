/** `rostra/lab/test`: what a bot imports. */
export { expect } from './bots/expect.ts';
export { defineBot } from './game/bot.ts';
