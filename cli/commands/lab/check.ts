import { bold, coloured } from '../../output.ts';
import type { CliCommand } from '../../command.ts';

export const labCheck: CliCommand = {
  name: 'lab check',
  summary: 'what is wrong with this folder’s games, each with its file, its line and what to do',
  example: 'rostra lab check',
  run: async () => {
    const { check } = await import('../../../lab/author/main.ts');
    const findings = await check(process.cwd());
    const faults = findings.filter(({ isFault }) => isFault).length;
    const lines = findings.flatMap((finding) => [
      `${coloured(finding.isFault ? 'red' : 'yellow', finding.isFault ? 'wrong' : 'look ')}  ${placeOf(finding)}: ${finding.what}.`,
      `       ${finding.cure}`,
    ]);
    return { json: findings, lines: [...lines, bold(sumOf(faults, findings.length - faults))], isBadNews: faults > 0 };
  },
};

interface Placed {
  readonly file: string;
  readonly line: number | null;
}

const placeOf = ({ file, line }: Placed): string => (line === null ? file : `${file}:${line}`);

function sumOf(faults: number, notes: number): string {
  if (faults === 0 && notes === 0) return 'nothing is wrong';
  return `${faults} wrong, ${notes} to look at`;
}
