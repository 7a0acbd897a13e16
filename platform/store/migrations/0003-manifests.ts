/** What each slug says of itself: its `rostra.json` and `app.json` as read (platform specification, Annex A). */
export const sql = `
alter table slugs add column manifest text not null default '{"formation":{},"deployMode":"preboot","routes":[]}';
`;
