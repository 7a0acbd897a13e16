import type { CliCommand } from '../../command.ts';
import { bold, columns, facts } from '../../output.ts';

export const listCertificates: CliCommand = {
  name: 'certs',
  aliases: ['certs:info'],
  summary: 'list the certificates of an app, and how it wants HTTPS',
  needsApp: true,
  example: 'rostra certs --app hello',
  run: async (call) => {
    const app = await call.app();
    const [certificates, https] = await Promise.all([call.platform.certificates(app), call.platform.https(app)]);
    const rows = certificates.map(({ id, source, hosts, validUntil, renewsAt }) => [
      String(id),
      source === 'acme' ? 'automatic' : 'own',
      hosts.join(', '),
      validUntil.slice(0, 10),
      renewsAt?.slice(0, 10) ?? '',
    ]);
    const settings = facts([
      ['HTTPS', https.port === null ? 'not spoken here' : `port ${https.port}`],
      ['Automatic certificates', https.acme ? 'on' : 'off'],
      ['Redirect to HTTPS', https.redirect],
      ['Strict-Transport-Security', https.hstsSeconds === 0 ? 'not sent' : `${https.hstsSeconds} seconds`],
    ]);
    const list = rows.length === 0 ? [] : ['', ...columns(['Id', 'Source', 'Hosts', 'Until', 'Renewed on'], rows)];
    return { json: { certificates, https }, lines: [bold(`=== ${app} Certificates`), ...settings, ...list] };
  },
};
