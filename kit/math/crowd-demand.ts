/** What is known of the people who come and of the server that they come to. */
export interface Crowd {
  readonly people: number;
  /** How long one looks at a page. */
  readonly secondsAPage: number;
  /** Most repetitions of one page; 1 where nothing is repeated. */
  readonly rounds: number;
  /** Pages a second that the server carries. */
  readonly carries: number;
}

export interface CrowdDemand {
  /** Pages a second, once everybody goes at their own pace, and when all start at once. */
  readonly perSecond: number;
  readonly peak: number;
  /** Of what is carried, at the peak. */
  readonly share: number;
  /** There is room for it. */
  readonly isFine: boolean;
  /** What weighs most: the repetition of quick pages, their pace, or that so many start at once. */
  readonly heaviest: 'rounds' | 'pace' | 'people';
}

/** People who start together press within so many seconds. */
const rushSeconds = 10;
/** The share of what is carried beyond which people wait. */
export const comfortable = 0.7;
/** So often the same page is a loop that could be one live page. */
const manyRounds = 10;

/** What a crowd asks for: people at once, the pages of each, seconds a page. */
export function crowdDemand({ people, secondsAPage, rounds, carries }: Crowd): CrowdDemand {
  const perSecond = people / secondsAPage;
  const peak = Math.max(perSecond, people / rushSeconds);
  const share = peak / Math.max(carries, 0.1);
  const isQuick = secondsAPage <= rushSeconds;
  const quick = rounds >= manyRounds ? 'rounds' : 'pace';
  return { perSecond, peak, share, isFine: share <= comfortable, heaviest: isQuick ? quick : 'people' };
}
