import { RostraError } from '#kit/errors/rostra-error.ts';

/** The faults of domains and certificates. */

export const wrongDomain = (host: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_DOMAIN',
    status: 422,
    message: `"${host}" cannot be a domain of an app.`,
    hint: 'Type a host name such as tab.example.org or *.example.org; names at the platform’s own domain belong to the apps already.',
  });

export const domainTaken = (host: string, app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_DOMAIN_TAKEN',
    status: 409,
    message: `${host} belongs to the app ${app}.`,
    hint: `Take it away there first: rostra domains:remove ${host} --app ${app}`,
  });

export const noSuchDomain = (host: string, app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_DOMAIN',
    status: 404,
    message: `${app} has no domain ${host} of its own.`,
    hint: `List them: rostra domains --app ${app}`,
  });

export const wrongCertificate = (why: string, hint: string): RostraError =>
  new RostraError({ code: 'PLATFORM_WRONG_CERTIFICATE', status: 422, message: `This certificate cannot be used: ${why}.`, hint });

export const noSuchCertificate = (id: number, app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_CERTIFICATE',
    status: 404,
    message: `${app} has no certificate ${id}.`,
    hint: `List them: rostra certs --app ${app}`,
  });

export const noHttps = (): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_HTTPS',
    status: 409,
    message: 'HTTPS is not spoken here.',
    hint: 'Start the platform with ROSTRA_TLS_PORT=8443 (443 on a server).',
  });
