import { RostraError } from '#kit/errors/rostra-error.ts';
import { certificateWords } from '../../certificate-words.ts';
import type { Call, CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const autoCertificates: CliCommand = {
  name: 'certs:auto',
  summary: 'have certificates for the domains of an app asked for and renewed, and say how it wants HTTPS',
  needsApp: true,
  options: [
    { flags: '--off', text: 'ask for none any more; those there are stay until they end' },
    { flags: '--redirect <mode>', text: 'auto (hosts with a trusted certificate), on or off' },
    { flags: '--hsts <seconds>', text: 'tell browsers to come by HTTPS only for so long; 0 tells them nothing' },
  ],
  example: 'rostra certs:auto --redirect auto --app hello',
  run: async (call) => {
    const app = await call.app();
    const https = await call.platform.setHttps(app, { acme: !call.flag('off'), ...redirectWish(call), ...hstsWish(call) });
    const domains = await call.platform.domains(app);
    const rows = domains.map((domain) => [domain.host, certificateWords(domain), domain.failure ?? '']);
    const state = https.acme ? 'Certificates are asked for and renewed.' : 'No certificates are asked for.';
    const without = https.port === null ? ['HTTPS is not spoken here yet: start the platform with ROSTRA_TLS_PORT=443.'] : [];
    return { json: { https, domains }, lines: [state, ...without, ...columns(['Host', 'Certificate', 'What is wrong'], rows)] };
  },
};

function redirectWish(call: Call): { readonly redirect?: 'auto' | 'on' | 'off' } {
  const mode = call.option('redirect');
  if (mode === null) return {};
  if (mode === 'auto' || mode === 'on' || mode === 'off') return { redirect: mode };
  throw new RostraError({ code: 'CLI_USAGE', status: 422, message: '--redirect is auto, on or off.' });
}

function hstsWish(call: Call): { readonly hstsSeconds?: number } {
  const text = call.option('hsts');
  if (text === null) return {};
  if (/^\d{1,8}$/.test(text)) return { hstsSeconds: Number(text) };
  throw new RostraError({ code: 'CLI_USAGE', status: 422, message: '--hsts is a number of seconds, for example 31536000.' });
}
