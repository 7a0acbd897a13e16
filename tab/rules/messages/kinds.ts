import type { Settings } from '../settings.ts';

/** What messages are about. */
export type MessageKind =
  | 'url'
  | 'adjudicator-draw'
  | 'team-draw'
  | 'motions'
  | 'team-registration'
  | 'team-points'
  | 'ballot-receipt'
  | 'custom';

export interface MessageKindRule {
  readonly title: string;
  /** Where its text stands in the settings; null: it is written each time. */
  readonly texts: { readonly subject: keyof Settings; readonly body: keyof Settings } | null;
  /** What stands for something in its text, `USER` and `TOURN` besides. */
  readonly names: readonly string[];
  readonly isAboutRound: boolean;
  /** It goes by itself, with what it tells of; nobody sends it by hand. */
  readonly isByItself?: boolean;
}

/** Tab spec section 9.5. */
export const messageKinds: Readonly<Record<MessageKind, MessageKindRule>> = {
  url: {
    title: 'Private links',
    texts: { subject: 'url_email_subject', body: 'url_email_message' },
    names: ['URL', 'KEY'],
    isAboutRound: false,
  },
  'adjudicator-draw': {
    title: 'Draw, to adjudicators',
    texts: { subject: 'adj_email_subject', body: 'adj_email_message' },
    names: ['ROUND', 'VENUE', 'PANEL', 'DRAW', 'POSITION', 'URL'],
    isAboutRound: true,
  },
  'team-draw': {
    title: 'Draw, to teams',
    texts: { subject: 'team_draw_email_subject', body: 'team_draw_email_message' },
    names: ['ROUND', 'VENUE', 'PANEL', 'DRAW', 'TEAM', 'SIDE'],
    isAboutRound: true,
  },
  motions: {
    title: 'Motions',
    texts: { subject: 'motion_email_subject', body: 'motion_email_message' },
    names: ['ROUND', 'MOTIONS'],
    isAboutRound: true,
  },
  'team-registration': {
    title: 'Registration, to teams',
    texts: { subject: 'team_email_subject', body: 'team_email_message' },
    names: ['SHORT', 'LONG', 'CODE', 'EMOJI', 'BREAK', 'SPEAKERS', 'INSTITUTION', 'URL'],
    isAboutRound: false,
  },
  'team-points': {
    title: 'Points so far, to teams',
    texts: { subject: 'team_points_email_subject', body: 'team_points_email_message' },
    names: ['TEAM', 'POINTS', 'ROUND', 'URL'],
    isAboutRound: true,
  },
  'ballot-receipt': {
    title: 'Receipt of a ballot',
    texts: { subject: 'ballot_email_subject', body: 'ballot_email_message' },
    names: ['DEBATE', 'SCORES'],
    isAboutRound: true,
    isByItself: true,
  },
  custom: { title: 'Anything else', texts: null, names: [], isAboutRound: false },
};

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the keys of the table above
const messageKindNames = Object.keys(messageKinds) as readonly MessageKind[];

/** What the tab room sends by hand. */
export const sentByHand = messageKindNames.filter((name) => messageKinds[name].isByItself !== true);

/** True for what the tab room may ask to send. */
export function isSentByHand(text: unknown): text is MessageKind {
  return sentByHand.some((name) => name === text);
}

/** How long after a try that failed the next one is made; null: it is given up. */
export function messageRetryMs(tries: number): number | null {
  return [30_000, 120_000, 600_000, 1_800_000][tries - 1] ?? null;
}
