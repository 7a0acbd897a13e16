/** R10: what is said of a dyno that did not listen in time. */
export function bootTimeoutText(port: number, limitMs: number): string {
  return `R10 (Boot timeout): nothing listened on $PORT=${port} within ${limitMs / 1000} seconds`;
}

/** R11: the dyno listens, but elsewhere. Ascending ports. */
export function badBindText(elsewhere: readonly number[], port: number): string {
  return `R11 (Bad bind): listening on ${elsewhere.join(', ')}, expected $PORT=${port}`;
}

/** R12: not everything had ended when the grace was over. */
export function exitTimeoutText(signal: string, graceMs: number): string {
  return `R12 (Exit timeout): processes still ran ${graceMs / 1000} seconds after ${signal}; ended with SIGKILL`;
}

/** R99: the machine could not end these. */
export function survivorsText(pids: readonly number[]): string {
  return `R99 (Platform error): processes survived SIGKILL: ${pids.join(', ')}`;
}
