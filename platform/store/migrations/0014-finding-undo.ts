/** What takes back the button of a finding that was pressed (platform specification, MON-03). */
export const sql = `alter table findings add column undo text`;
