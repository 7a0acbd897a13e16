/** Each process type has a size of its own (platform specification, CON-05). */
export const sql = `
alter table formation add column size text not null default 'standard-1x';
`;
