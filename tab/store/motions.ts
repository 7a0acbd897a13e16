import { insertMany } from './bulk.ts';

export const insertMotions = insertMany('motions', ['id', 'tournament_id', 'reference', 'text']);
export const insertRoundMotions = insertMany('round_motions', ['round_id', 'motion_id', 'seq']);
