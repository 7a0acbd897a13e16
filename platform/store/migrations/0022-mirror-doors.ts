/** Who may come to a mirror (platform specification, MIR-01): JSON, null: everybody. */
export const sql = 'alter table mirrors add column door text';
