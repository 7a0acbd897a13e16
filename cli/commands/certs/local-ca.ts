import type { CliCommand } from '../../command.ts';

export const localCa: CliCommand = {
  name: 'certs:local-ca',
  summary: 'show the local CA, whose certificates hosts without a better one use, and how to trust it',
  example: 'rostra certs:local-ca',
  run: async (call) => {
    const authority = await call.platform.localAuthority();
    const { path } = authority;
    const lines = [
      authority.certificate.trim(),
      '',
      `It stands in ${path}. Whoever trusts it trusts every certificate that this installation makes: give it to lab machines, not to the public.`,
      `Linux    sudo cp ${path} /usr/local/share/ca-certificates/rostra.crt && sudo update-ca-certificates`,
      `macOS    sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${path}`,
      'Windows  certutil -addstore Root local-ca.pem',
      'Firefox  Settings, Privacy & Security, View Certificates, Authorities, Import',
      `curl     curl --cacert ${path} https://…`,
    ];
    return { json: authority, lines };
  },
};
