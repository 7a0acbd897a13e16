/** Longer steps are kept compressed: then their body is empty (MET-05). */
export const sql = 'alter table steps add column packed blob';
