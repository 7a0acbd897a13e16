import { estimateAnswer, estimates, estimateText, moneyText, planFrom } from '../../../platform/client.ts';
import type { Estimate } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { chosenPlan, knownPriceBooks } from '../../plan-choice.ts';

export const estimateCosts: CliCommand = {
  name: 'costs:estimate',
  summary: 'what a planned event costs, line by line; needs no running platform',
  args: '[plan]',
  options: [
    { flags: '--event <size>', text: 'a ready plan in place of a file: lab, online, schools, regional, continental, worlds' },
    { flags: '--prices <book>', text: 'reckon by another price book than the plan says' },
    { flags: '--compare', text: 'what all price books would ask for it' },
  ],
  example: 'rostra costs:estimate --event regional',
  run: async (call) => {
    const plan = planFrom(await chosenPlan(call, call.args[0]));
    const known = await knownPriceBooks(call);
    const priceBook = call.option('prices') ?? plan.priceBook;
    const all = estimates(
      { ...plan, priceBook },
      known.map(({ book }) => book),
    );
    const [own] = all;
    if (own === undefined) return null;
    const isConfirmed = known.some(({ book, isConfirmed: yes }) => yes && book.id === own.book.id);
    if (!isConfirmed && !call.output.isJson)
      call.output.progress(
        `Prices of ${own.book.id} as shipped on ${own.book.shipped}; confirm them with \`rostra costs:prices --confirm ${own.book.id}\`.`,
      );
    const lines = [...estimateText(own), ...(call.flag('compare') ? [...comparison(all), ...rangeOf(own)] : [])];
    return { json: { ...estimateAnswer(own), compared: all.slice(1).map(estimateAnswer) }, lines };
  },
};

/** Only where some line is autoscaled between bounds. */
function rangeOf({ total, book }: Estimate): string[] {
  const money = (cost: Estimate['total']['low']): string => moneyText(cost, { currency: book.currency, places: 2 });
  const [low, likely, high] = [money(total.low), money(total.likely), money(total.high)];
  return low === high ? [] : ['', `Between ${low} and ${high}, likely ${likely}: it depends on the autoscaler.`];
}

function comparison(all: readonly Estimate[]): string[] {
  const rows = all.map(
    ({ book, total }) => `  ${moneyText(total.likely, { currency: book.currency, places: 2 }).padStart(10)}  ${book.title}`,
  );
  return ['', 'The same by other prices:', ...rows];
}
