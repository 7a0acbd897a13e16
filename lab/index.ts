/** `rostra/lab`: what a game and a project file import. */
export { html, trusted as raw } from '#kit/html/html.ts';
export type { Html } from '#kit/html/html.ts';
export { readCsv } from './author/read-csv.ts';
export { moneyRange } from './game/amounts.ts';
export { assign } from './game/assign.ts';
export { clock } from './game/clock.ts';
export { defineGame } from './game/define-game.ts';
export type { Ctx, Group, Player } from './game/define-game.ts';
export { defineProject } from './game/define-project.ts';
export type { Project } from './game/define-project.ts';
export { allocate, comprehension, matrix, priceList, rank } from './game/field-set.ts';
export { field } from './game/fields.ts';
export { likert } from './game/likert.ts';
export { message } from './game/message.ts';
export { shuffle } from './game/shuffle.ts';
