import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { wholeNumber } from '../../parse.ts';
import { herokuTime } from '../../time-words.ts';

export const listMails: CliCommand = {
  name: 'mail',
  summary: 'list what an app sent by its mail add-on',
  needsApp: true,
  options: [{ flags: '-n, --num <count>', text: 'how many of the newest, 20 unless said' }],
  example: 'rostra mail --app hello',
  run: async (call) => {
    const mails = await call.platform.mails(await call.app(), wholeNumber(call.option('num') ?? '20', { name: '--num', min: 1, max: 500 }));
    const rows = mails.map(({ id, at, state, to, subject, failure }) => [
      String(id),
      herokuTime(at),
      state,
      to.join(', '),
      subject,
      failure ?? '',
    ]);
    return {
      json: mails,
      lines: rows.length === 0 ? ['It has sent nothing yet.'] : columns(['Message', 'At', 'State', 'To', 'Subject', ''], rows),
    };
  },
};

export const showMail: CliCommand = {
  name: 'mail:show',
  summary: 'read a message that an app sent',
  args: '<message>',
  needsApp: true,
  example: 'rostra mail:show 12 --app hello',
  run: async (call) => {
    const id = wholeNumber(call.args[0] ?? '', { name: 'message', min: 1, max: 1_000_000_000 });
    const mail = await call.platform.mail(await call.app(), id);
    const head = [`From: ${mail.from}`, `To: ${mail.to.join(', ')}`, `Subject: ${mail.subject}`, ''];
    return { json: mail, lines: [...head, ...printable(mail.text).split('\n')] };
  },
};

/** What came by mail does not move the terminal's cursor. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const printable = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');

export const clearMails: CliCommand = {
  name: 'mail:clear',
  summary: 'drop all messages that an app sent',
  needsApp: true,
  example: 'rostra mail:clear --app hello',
  run: async (call) => {
    const app = await call.app();
    await call.platform.clearMails(app);
    return { json: { cleared: app }, lines: [`The messages of ${app} are gone.`] };
  },
};
