/** Codes that the supervisor and the log tell (`Error R14 (…)`, `L12 (…)`) are found among millions of other lines. */
export const sql = `
create index lines_that_tell on lines (app, at_ms) where substr(text, 1, 6) = 'Error ' or substr(text, 1, 2) = 'L1'`;
