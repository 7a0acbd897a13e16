import { microText } from '../../../platform/client.ts';
import type { Budget } from '../../../platform/client.ts';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { UsageFault } from '../../parse.ts';

const actions = ['notify', 'freeze-up', 'scale-to-floor', 'stop'] as const;

export const costBudget: CliCommand = {
  name: 'costs:budget',
  summary: 'budgets: list them, set one by name, take one away',
  args: '[name]',
  options: [
    { flags: '--amount <money>', text: 'what may be spent, such as 20 or 12.50' },
    { flags: '-a, --app <name>', text: 'of this app alone' },
    { flags: '--from <day>', text: 'of an event: its first day; else each calendar month' },
    { flags: '--to <day>', text: 'its last day' },
    { flags: '--then <what>', text: `what happens when it is spent: ${actions.join(', ')}` },
    { flags: '--even-live', text: 'also while an event is on' },
    { flags: '--remove <name>', text: 'take it away' },
  ],
  example: 'rostra costs:budget summer --amount 20 --app tab --then freeze-up',
  run: async (call) => {
    const removed = call.option('remove');
    if (removed !== null) {
      await call.platform.removeBudget(removed);
      return { json: { removed }, lines: [`The budget ${removed} is gone.`] };
    }
    const [name] = call.args;
    if (name === undefined) return listed(await call.platform.budgets());
    return listed([await call.platform.setBudget(wishOf(call, name))]);
  },
};

function wishOf(call: Call, name: string) {
  const action = actions.find((each) => each === (call.option('then') ?? 'notify'));
  if (action === undefined) throw new UsageFault(`A budget cannot "${call.option('then') ?? ''}".`, `It can ${actions.join(', ')}.`);
  return {
    name,
    amountMicro: microOf(call.option('amount')),
    app: call.option('app'),
    from: call.option('from') ?? undefined,
    to: call.option('to') ?? undefined,
    action,
    evenLive: call.flag('evenLive'),
  };
}

/** `12.50` is 12,500,000 micro-units, without a float in between. */
function microOf(text: string | null): number {
  const match = /^(\d{1,7})(?:\.(\d{1,6}))?$/.exec(text ?? '');
  if (match === null) throw new UsageFault(`The amount is "${text ?? ''}".`, 'Give a number such as 20 or 12.50: --amount 20.');
  return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
}

function listed(budgets: readonly Budget[]): Answer {
  const rows = budgets.map((budget) => [
    budget.name,
    budget.app ?? 'all apps',
    budget.from === null ? 'each month' : `${budget.from.slice(0, 10)} to ${(budget.to ?? '').slice(0, 10)}`,
    microText(budget.amountMicro, budget.currency),
    `${microText(budget.spentMicro, budget.currency)} (${budget.percent} %)`,
    microText(budget.forecastMicro, budget.currency),
    budget.isCapped ? `${budget.action}, now` : budget.action,
  ]);
  return { json: budgets, lines: columns(['Budget', 'Of', 'Period', 'Amount', 'Spent', 'Forecast', 'When spent'], rows) };
}
