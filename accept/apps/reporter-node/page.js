import * as Sentry from '@sentry/browser';

Sentry.init(globalThis.reporting);

function showPayoff(player) {
  document.title = player.payoff.toFixed(2);
}

document.querySelector('button').addEventListener('click', () => showPayoff({ name: 'Ann' }));
