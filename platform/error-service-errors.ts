import { RostraError } from '#kit/errors/rostra-error.ts';

export const noErrorsAddon = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_ERRORS_ADDON',
    status: 404,
    message: `${app} does not report its errors.`,
    hint: `rostra addons:create errors --app ${app} gives it SENTRY_DSN, which every Sentry SDK reads.`,
  });

export const noSuchIssue = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_ISSUE',
    status: 404,
    message: `${app} has no issue ${id}.`,
    hint: `rostra errors --app ${app} lists them; those that nothing was seen of for two years are gone.`,
  });

export const wrongIssueDecision = (message: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ISSUE_DECISION',
    status: 422,
    message,
    hint: 'Say a number of hours or of events above zero, or neither.',
  });

export const wrongSourceMap = (name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_SOURCE_MAP',
    status: 422,
    message: `What was sent for ${name} is no source map.`,
    hint: 'A source map is the JSON file, of version 3 and at most 25 MB, that a bundler writes beside each script.',
  });

export const wrongErrorSettings = (fault: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ERROR_SETTINGS',
    status: 422,
    message: fault,
    hint: 'Nothing was changed. A rule is one line: type:TimeoutError path:games/* -> timeouts.',
  });

export const wrongKeyName = (name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ERROR_KEY_NAME',
    status: 422,
    message: `"${name}" is no name for a key.`,
    hint: 'Lower-case letters, digits and hyphens, at most 40: browser, old-server.',
  });

export const keyNameTaken = (app: string, name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ERROR_KEY_TAKEN',
    status: 409,
    message: `${app} has a key "${name}" already.`,
    hint: `Take another name, or renew that one: rostra errors:keys:rotate ${name} --app ${app}`,
  });

export const tooManyKeys = (app: string, most: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_ERROR_KEYS_FULL',
    status: 409,
    message: `${app} has ${most} keys that are on, which is all it can have.`,
    hint: `Switch off one that nobody needs: rostra errors:keys:off NAME --app ${app}`,
  });

export const noSuchKey = (app: string, name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_ERROR_KEY',
    status: 404,
    message: `${app} has no key "${name}".`,
    hint: `rostra errors:keys --app ${app} lists them.`,
  });

export const ownKeyStays = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ERROR_KEY_OWN',
    status: 409,
    message: `${app} reports with this key itself.`,
    hint: `First give it another: rostra errors:keys:rotate --app ${app}. Then switch off the one before.`,
  });
