const lookEveryMs = 5_000;
/** Shares of a core, over one look. */
const busyFrom = 0.2;
const restsBelow = 0.05;

/**
 * Collects garbage once after each busy time. V8 does so when it needs room: a process at rest would keep what its busiest minute took
 * (the young generation alone 48 MB) for as long as nobody comes. Needs `--expose-gc`; without it nothing happens.
 */
export function collectAtRest(): void {
  const collect = globalThis.gc;
  if (collect === undefined) return;
  let wasBusy = true;
  let before = process.cpuUsage();
  setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    const share = (user + system) / 1000 / lookEveryMs;
    if (share >= busyFrom) wasBusy = true;
    if (share >= restsBelow || !wasBusy) return;
    wasBusy = false;
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }); // which gives the room back too
  }, lookEveryMs).unref();
}
