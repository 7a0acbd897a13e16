/** What can be pasted out of a spreadsheet, with the columns it may have. */
export const pasteSubjects = {
  institutions: ['name', 'code', 'region'],
  teams: ['institution', 'team', 'seed', 'category', 'speakers', 'emails'],
  adjudicators: ['name', 'institution', 'score', 'email', 'phone', 'gender'],
  venues: ['name', 'priority', 'site', 'url'],
} as const;

export type PasteSubject = keyof typeof pasteSubjects;
export type PasteColumn = (typeof pasteSubjects)[PasteSubject][number];

/** How seeds are pasted, as the setting show_seed_in_importer says: not at all, as numbers, or also as their titles. */
export type PastedSeeds = 'off' | 'numeric' | 'title';

/** The columns that a pasted table may have here. */
export function columnsOffered(subject: PasteSubject, seeds: PastedSeeds): readonly PasteColumn[] {
  return pasteSubjects[subject].filter((column) => column !== 'seed' || seeds !== 'off');
}

/** What a title of a seed stands for; bigger is stronger. */
export const seedTitles: Readonly<Record<string, number>> = { unseeded: 0, free: 1, half: 2, full: 3 };

export function isPasteSubject(text: string): text is PasteSubject {
  return Object.hasOwn(pasteSubjects, text);
}

/** How each column may be headed, in small letters; a number after it is left out of the comparison. */
export const headings: Readonly<Record<PasteColumn, readonly string[]>> = {
  name: ['name', 'full name', 'adjudicator', 'judge', 'institution name', 'room', 'venue', 'room name'],
  code: ['code', 'short name', 'abbreviation', 'short'],
  region: ['region', 'country', 'zone'],
  institution: ['institution', 'school', 'university', 'society', 'club', 'college'],
  team: ['team', 'team name', 'reference', 'suffix'],
  seed: ['seed', 'seeding', 'strength'],
  category: ['category', 'break category', 'break', 'categories'],
  speakers: ['speaker', 'speakers', 'debater', 'speaker name', 'member'],
  emails: ['speaker email', 'speaker e-mail', 'email', 'e-mail', 'emails'],
  score: ['score', 'base score', 'rating', 'rank', 'test score'],
  email: ['email', 'e-mail', 'mail'],
  phone: ['phone', 'telephone', 'mobile'],
  gender: ['gender', 'sex'],
  priority: ['priority', 'order'],
  site: ['site', 'building', 'campus'],
  url: ['url', 'link', 'map', 'meeting link'],
};
