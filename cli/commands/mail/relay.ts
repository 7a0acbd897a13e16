import type { CliCommand } from '../../command.ts';

export const mailRelay: CliCommand = {
  name: 'mail:relay',
  summary: 'show or set where the mail of an app goes; off keeps it here, sent to nobody',
  args: '[address]',
  needsApp: true,
  example: 'rostra mail:relay smtp://user:password@mail.example.org:587 --app hello',
  run: async (call) => {
    const app = await call.app();
    const [address] = call.args;
    const answer =
      address === undefined
        ? await call.platform.mailRelay(app)
        : await call.platform.setMailRelay(app, address === 'off' ? null : address);
    const where = answer.relay === null ? `is kept here, sent to nobody: rostra mail --app ${app}` : `goes to ${answer.relay}`;
    return { json: answer, lines: [`The mail of ${app} ${where}.`] };
  },
};
