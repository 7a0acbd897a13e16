/** How far back a report goes. */
export const reportRanges = [
  { key: '1h', label: '1 h', seconds: 3_600 },
  { key: '6h', label: '6 h', seconds: 21_600 },
  { key: '24h', label: '24 h', seconds: 86_400 },
  { key: '7d', label: '7 days', seconds: 604_800 },
] as const;

export type ReportRange = (typeof reportRanges)[number];
