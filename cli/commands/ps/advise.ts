import type { ScalingAdvice } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const advise: CliCommand = {
  name: 'ps:advise',
  summary: 'after a peak: the smallest fixed number of dynos of each size that would have held it, and what it costs',
  needsApp: true,
  options: [
    { flags: '--from <time>', text: 'beginning of the range: 2026-07-04T09:00:00+01:00; two hours ago unless said' },
    { flags: '--to <time>', text: 'its end; now unless said' },
  ],
  example: 'rostra ps:advise --from 2026-07-04T09:00:00+01:00 --to 2026-07-04T10:00:00+01:00 --app hello',
  run: async (call) => {
    const app = await call.app();
    const [from, to] = [call.option('from'), call.option('to')];
    const range = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
    const advice = await call.platform.adviseScaling(app, range);
    return { json: advice, lines: linesOf(app, advice) };
  },
};

function linesOf(app: string, { from, to, currency, present, advice }: ScalingAdvice): readonly string[] {
  if (advice === null) return [`Nothing came to ${app} from ${from} to ${to}, so there is nothing to advise by.`];
  const { peak, quantity, choices } = advice;
  const rows = choices.map(({ size, memoryMb, perHourMicro }) => [
    `web=${quantity}:${size}`,
    `${memoryMb} MB`,
    perHourMicro === null ? 'no price' : `${(perHourMicro / 1_000_000).toFixed(2)} ${currency} an hour`,
  ]);
  const [first] = choices;
  const apply =
    first === undefined ? [] : [`At set times: rostra schedule:scale web=${quantity}:${first.size} --from 09:00 --to 18:00 --app ${app}`];
  return [
    `The peak was at ${peak.at}: ${peak.perSecond.toFixed(1)} requests a second, ${peak.busySlots.toFixed(1)} slots busy.`,
    `web=${quantity} would have held it; now it is web=${present.quantity}:${present.size}.`,
    ...columns(['Formation', 'Memory', 'Costs'], rows),
    ...apply,
  ];
}
