import type { Control } from '../control/control.ts';

/** What the dynos take now, for their charts. */
export function sampleDynos(control: Control): void {
  const live = control.board.all().filter((dyno) => dyno.kind === 'formation' && (dyno.state === 'up' || dyno.state === 'starting'));
  control.trafficBook.takeDynos(live.map(({ app, type, number, load, memoryMb }) => ({ app, dyno: `${type}.${number}`, load, memoryMb })));
}
