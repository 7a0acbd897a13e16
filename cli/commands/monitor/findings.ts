import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

export const monitor: CliCommand = {
  name: 'monitor',
  aliases: ['monitor:findings'],
  summary: 'say what is wrong with an app, what speaks for it, and what to do',
  needsApp: true,
  example: 'rostra monitor --app tab',
  run: async (call) => {
    const app = await call.app();
    const findings = await call.platform.findings(app);
    const lines = findings.flatMap(({ id, rule, severity, title, why, evidence, actions }) => [
      `${rule} ${severity}: ${title} (finding ${id})`,
      ...evidence.map(({ text, value, unit }) => `  ${text}: ${value} ${unit}`.trimEnd()),
      `  ${why}`,
      ...actions.map(({ label, call: { verb } }, at) =>
        verb === 'look' ? `  → ${label}` : `  → ${label}: rostra monitor:act ${id} ${at + 1} --app ${app}`,
      ),
    ]);
    return { json: findings, lines: lines.length === 0 ? [`Nothing is wrong with ${app}, as far as the monitor sees.`] : lines };
  },
};

export const actOnFinding: CliCommand = {
  name: 'monitor:act',
  summary: 'do what a finding proposes',
  args: '<finding> <action>',
  needsApp: true,
  example: 'rostra monitor:act 7 1 --app tab',
  run: async (call) => {
    const app = await call.app();
    const [finding, action] = [wholeIn(call.args[0]), wholeIn(call.args[1])];
    const after = await call.platform.actOnFinding(app, finding, action - 1);
    return { json: after, lines: [`${after.reason ?? 'Done'}.`] };
  },
};

export const undoFinding: CliCommand = {
  name: 'monitor:undo',
  summary: 'take back what a finding proposed and somebody did',
  args: '<finding>',
  needsApp: true,
  example: 'rostra monitor:undo 7 --app tab',
  run: async (call) => {
    const app = await call.app();
    const after = await call.platform.undoFinding(app, wholeIn(call.args[0]));
    return { json: after, lines: [`${after.reason ?? 'Taken back'}.`] };
  },
};

export const dismissFinding: CliCommand = {
  name: 'monitor:dismiss',
  summary: 'put a finding out of sight until it is twice as bad',
  args: '<finding> <reason...>',
  needsApp: true,
  example: 'rostra monitor:dismiss 7 "a rehearsal" --app tab',
  run: async (call) => {
    const app = await call.app();
    const [finding, ...reason] = call.args;
    const after = await call.platform.dismissFinding(app, wholeIn(finding), reason.join(' '));
    return { json: after, lines: [`${after.rule} of ${app} is out of sight until it is twice as bad.`] };
  },
};

function wholeIn(word = ''): number {
  if (!/^[1-9]\d{0,8}$/.test(word))
    throw new UsageFault(`"${word}" is no number of a finding or of its actions.`, '`rostra monitor` lists them.');
  return Number(word);
}
