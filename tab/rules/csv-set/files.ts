import { choice, flag, list, optionalNumber, optionalText, requiredNumber, requiredText } from './columns.ts';

const name = requiredText(70);
const email = optionalText(254);
const gender = choice({ male: 'M', m: 'M', female: 'F', f: 'F', other: 'O', o: 'O' } as const, '' as const);
const anyScore = { min: -1000, max: 1000, isWhole: false };
const breakRules = {
  standard: 'standard',
  'aida-1996': 'aida-1996',
  'aida-2016-easters': 'aida-2016-easters',
  'aida-2016-australs': 'aida-2016-australs',
  'aida-2019-australs-open': 'aida-2019-australs-open',
} as const;
const anyCount = { min: 0, max: 1_000_000, isWhole: true };

/** The speaker columns of a team's row: speaker1_name, speaker1_email, speaker1_gender … */
const speaker = { name: optionalText(70), email, gender, category: list('/') };

/** How a question of feedback is answered, as the files write it. */
const answered = {
  checkbox: 'bc',
  yesno: 'bs',
  int: 'i',
  scale: 'is',
  float: 'f',
  text: 't',
  longtext: 'tl',
  'select single': 'ss',
  'select multiple': 'ms',
} as const;
const anyBound = optionalNumber(null, { min: -1_000_000, max: 1_000_000, isWhole: false });
const anyPriority = optionalNumber(100, { min: -1000, max: 1_000_000, isWhole: true });

/** Every file that a set may have, with its columns (§10.3 of the requirements; both dialects meet in one table). */
export const setFiles = {
  institutions: { code: requiredText(20), name: requiredText(100), region: optionalText(100) },
  break_categories: {
    name: requiredText(50),
    slug: requiredText(50),
    seq: requiredNumber({ min: 1, max: 100, isWhole: true }),
    break_size: requiredNumber({ min: 2, max: 1024, isWhole: true }),
    is_general: flag(false),
    priority: optionalNumber(0, { min: -1000, max: 1000, isWhole: true }),
    rule: choice(breakRules, 'standard' as const),
  },
  teams: {
    institution: optionalText(100),
    reference: optionalText(150),
    short_reference: optionalText(35),
    use_institution_prefix: flag(true),
    seed: optionalNumber(null, anyCount),
    break_category: list('/'),
    speaker1_name: speaker.name,
    speaker1_email: speaker.email,
    speaker1_gender: speaker.gender,
    speaker1_category: speaker.category,
    speaker2_name: speaker.name,
    speaker2_email: speaker.email,
    speaker2_gender: speaker.gender,
    speaker2_category: speaker.category,
    speaker3_name: speaker.name,
    speaker3_email: speaker.email,
    speaker3_gender: speaker.gender,
    speaker3_category: speaker.category,
  },
  speakers: {
    name,
    institution: optionalText(100),
    team_name: requiredText(150),
    use_institution_prefix: flag(true),
    email,
    gender,
    category: list('/'),
  },
  adjudicators: {
    name,
    institution: optionalText(100),
    base_score: optionalNumber(null, anyScore),
    trainee: flag(false),
    adj_core: flag(false),
    independent: flag(false),
    gender,
    email,
    phone: optionalText(40),
    institution_conflicts: list(','),
    team_conflicts: list(','),
    adj_conflicts: list(','),
  },
  scores: { adjudicator: name, score: requiredNumber(anyScore) },
  venues: { name: requiredText(40), priority: anyPriority, category: list(';') },
  regions: { name: requiredText(100) },
  venue_categories: {
    name: requiredText(80),
    description: optionalText(200),
    display_in_venue_name: choice({ none: 'none', prefix: 'prefix', suffix: 'suffix' } as const, 'none' as const),
    display_in_public_tooltip: flag(false),
  },
  speaker_categories: {
    name: requiredText(50),
    slug: optionalText(50),
    seq: optionalNumber(null, { min: 1, max: 1000, isWhole: true }),
    limit: optionalNumber(0, { min: 0, max: 10_000, isWhole: true }),
    public: flag(true),
  },
  adj_venue_constraints: { adjudicator: name, category: requiredText(80), priority: anyPriority },
  team_venue_constraints: { team: requiredText(200), category: requiredText(80), priority: anyPriority },
  adj_feedback_questions: {
    seq: optionalNumber(null, { min: 1, max: 1000, isWhole: true }),
    text: requiredText(255),
    name: optionalText(30),
    reference: optionalText(50),
    help_text: optionalText(255),
    answer_type: choice(answered),
    required: flag(false),
    min_value: anyBound,
    max_value: anyBound,
    choices: optionalText(4000),
    from_adj: flag(true),
    from_team: flag(true),
  },
  rounds: {
    seq: optionalNumber(null, { min: 1, max: 100, isWhole: true }),
    name: requiredText(40),
    abbreviation: requiredText(10),
    stage: choice({ preliminary: 'P', p: 'P', elimination: 'E', break: 'E', e: 'E', b: 'E' } as const),
    draw_type: choice({
      random: 'R',
      r: 'R',
      manual: 'M',
      m: 'M',
      'round robin': 'D',
      d: 'D',
      'power paired': 'P',
      p: 'P',
      seeded: 'S',
      s: 'S',
      elimination: 'E',
      break: 'E',
      e: 'E',
      b: 'E',
    } as const),
    silent: flag(false),
    feedback_weight: optionalNumber(0, { min: 0, max: 1, isWhole: false }),
    break_category: optionalText(50),
    weight: optionalNumber(1, { min: 1, max: 100, isWhole: true }),
  },
  team_conflicts: { adjudicator: name, team: requiredText(200) },
  institution_conflicts: { adjudicator: name, institution: requiredText(100) },
  adjudicator_conflicts: { adjudicator1: name, adjudicator2: name },
  team_institution_conflicts: { team: requiredText(200), institution: requiredText(100) },
  motions: {
    rounds: list(';'),
    seq: optionalNumber(1, { min: 1, max: 20, isWhole: true }),
    reference: optionalText(100),
    text: requiredText(500),
  },
} as const;

export type SetFile = keyof typeof setFiles;

/** The name of the file in a set, or null: `Teams.csv` → `teams`. */
export function setFileOf(fileName: string): SetFile | null {
  const stem = fileName.toLowerCase().replace(/\.csv$/, '').replace(/^.*[/\\]/, '').replaceAll(' ', '_'); // oxfmt-ignore
  return fileNames.find((known) => known === stem) ?? null;
}

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the keys of a table that is frozen by `as const`
export const fileNames = Object.keys(setFiles) as readonly SetFile[];
