/** Of a crash, what says least: where the code of Node itself was. */
const ownFrame = /^\s+at .*\(?node:internal\//;

/** The last lines of what a process wrote before it ended, at the most so many; without empty ones and Node's own frames. */
export function tellingLines(lines: readonly string[], most: number): string[] {
  return lines.filter((line) => line.trim() !== '' && !ownFrame.test(line)).slice(-most);
}
