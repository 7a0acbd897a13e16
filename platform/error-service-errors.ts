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
