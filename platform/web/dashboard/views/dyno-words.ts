import { chip } from '#kit/html/controls.ts';
import type { Html } from '#kit/html/html.ts';
import type { App, Dyno } from '../../../rules/resources.ts';

const dynoStates = {
  up: { state: 'ok', word: 'up' },
  starting: { state: 'wait', word: 'starting' },
  stopping: { state: 'wait', word: 'stopping' },
  down: { state: 'idle', word: 'down' },
  crashed: { state: 'fail', word: 'crashed' },
} as const;

export function dynoChip({ state }: Dyno): Html {
  return chip(dynoStates[state].state, dynoStates[state].word);
}

const appStates = {
  up: { state: 'ok', word: 'up' },
  starting: { state: 'wait', word: 'starting' },
  crashed: { state: 'fail', word: 'crashed' },
  maintenance: { state: 'late', word: 'maintenance' },
  off: { state: 'idle', word: 'off' },
  asleep: { state: 'idle', word: 'asleep' },
  stopped: { state: 'late', word: 'budget spent' },
  failed: { state: 'fail', word: 'deploy failed' },
  blank: { state: 'idle', word: 'no release yet' },
} as const;

export function appChip({ state }: App): Html {
  return chip(appStates[state].state, appStates[state].word);
}
