import type { Project } from '../game/define-project.ts';
import type { ProjectFault } from '../rules/project-faults.ts';
import { fileOfGame, type Sources } from './sources.ts';

/** Amounts that a view prints as bare numbers: `${player.payoff}` instead of `${money(player.payoff)}`. */
export function unwrittenMoney({ games }: Pick<Project, 'games'>, sources: Sources): ProjectFault[] {
  return games.flatMap(({ game }) => {
    const { player, group } = game.fields;
    const amounts = [
      'payoff',
      ...[...Object.entries(player), ...Object.entries(group)].filter(([, { kind }]) => kind === 'money').map(([name]) => name),
    ];
    const bare = new RegExp(`\\$\\{((?:player|group)\\.(?:${amounts.join('|')}))\\}`, 'g');
    return [...(sources.get(fileOfGame(sources, game.name)) ?? '').matchAll(bare)].map(([, amount = '']) => ({
      game: game.name,
      what: `${amount} is money, and is printed as a bare number`,
      cure: `Write \${money(${amount})}.`,
      trail: [`${amount}}`],
    }));
  });
}
