import type { RequestCode } from '../rules/codes.ts';

/** What a page says to the person in front of it. */
export interface ErrorWords {
  /** A sentence without its full stop: a headline on the page. */
  readonly say: string;
  readonly hint: string;
  /** What its operator types, up to the app's name. */
  readonly command?: string;
}

const lookFirst = 'Look whether what you sent has arrived before you send it again.';
const askTheOrganiser = 'If it stays, tell the organiser the code below.';

const words: Partial<Record<RequestCode, ErrorWords>> = {
  H10: { say: 'This app has stopped', hint: 'It crashed and is being started again. What it has confirmed to you stays.' },
  H11: { say: 'Very many people are here at once', hint: 'Your turn comes. What it has confirmed to you stays.' },
  H12: { say: 'The app takes too long to answer', hint: lookFirst },
  H13: { say: 'The app did not answer', hint: lookFirst },
  H14: { say: 'This app is switched off', hint: 'No web dyno runs. Its operator starts one:', command: 'rostra ps:scale web=1 --app' },
  H17: { say: 'The app’s answer cannot be read', hint: askTheOrganiser },
  H18: { say: 'The app broke off', hint: lookFirst },
  H19: { say: 'The app takes no connections', hint: 'Try again in a moment. What it has confirmed to you stays.' },
  H20: { say: 'The app is still starting', hint: 'It takes longer than usual. What it has confirmed to you stays.' },
  H21: { say: 'The app takes no connections', hint: 'It may be starting again. What it has confirmed to you stays.' },
  H25: { say: 'The app’s answer is too large', hint: askTheOrganiser },
  H26: { say: 'This request cannot be understood', hint: 'Go back, reload the page and try again.' },
  H28: { say: 'Your connection is too slow for this', hint: 'Try again where the signal is better, or send less.' },
  H22: { say: 'Very many people are here at once', hint: 'Try again in a moment. What it has confirmed to you stays.' },
  H23: { say: 'A part of this app is set up wrongly', hint: askTheOrganiser },
  X01: { say: 'The app is waking up', hint: 'Nobody had asked for it for a while. It opens here in a moment.' },
  X04: { say: 'This page is not open to your network', hint: 'Ask the organiser, or come from the network of the event.' },
  H80: { say: 'Closed for a short while', hint: 'We are working on it. What it has confirmed to you stays.' },
  H81: {
    say: 'There is an app here, and nothing in it yet',
    hint: 'Its operator deploys a folder:',
    command: 'rostra deploy FOLDER --app',
  },
  H82: {
    say: 'This app is paused',
    hint: 'What may be spent on it is spent. Nothing is lost: its operator raises the budget, and it goes on.',
  },
};
const dashboardAway: ErrorWords = { say: 'The dashboard is starting again', hint: 'The apps go on as before.' };
const noApp: ErrorWords = { say: 'There is no app at this address', hint: 'Check its spelling, or ask whoever gave it to you.' };
const anyOther: ErrorWords = { say: 'Something went wrong in front of the app', hint: askTheOrganiser };

/** `code` is null where no app has the address. */
export function errorWords(code: RequestCode | null, isDashboard: boolean): ErrorWords {
  if (code === null) return noApp;
  if (isDashboard && code !== 'H26' && code !== 'H28') return dashboardAway;
  return words[code] ?? anyOther;
}
