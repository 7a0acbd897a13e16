import { RostraError } from '#kit/errors/rostra-error.ts';
import { dynoSizes } from './rules/dyno-sizes.ts';

/** The part asked (dynod, the router) is away for a moment: the same again later. The connection to it throws it. */
export const isUnreachable = (error: unknown): boolean => error instanceof RostraError && error.code === 'PLATFORM_UNREACHABLE';

// The faults of the platform's API, each with its code: `400` a wrong input, `404` not there, `409` not now, `422` not like this.

export const noSuchApp = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_APP',
    status: 404,
    message: `There is no app "${app}".`,
    hint: `\`rostra apps\` lists those there are; \`rostra apps:create ${app}\` makes it.`,
  });

export const appNameTaken = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NAME_TAKEN',
    status: 409,
    message: `The name ${app} is taken.`,
    hint: 'Choose another one; a name that was just destroyed is free again in a moment.',
  });

export const wrongAppName = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_NAME',
    status: 422,
    message: `"${app}" cannot be the name of an app.`,
    hint: 'Use 2 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last.',
  });

export const notConfirmed = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NOT_CONFIRMED',
    status: 409,
    message: `This destroys data of ${app} and was not confirmed.`,
    hint: `Repeat the app's name: --confirm ${app}`,
  });

export const noSuchProcessType = (app: string, type: string, known: readonly string[]): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_TYPE',
    status: 422,
    message: `${app} has no process type "${type}".`,
    hint: known.length === 0 ? 'Deploy it first: process types come from its Procfile.' : `Its Procfile has ${known.join(', ')}.`,
  });

export const wrongQuantity = (type: string, most: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_QUANTITY',
    status: 422,
    message: `The number of ${type} dynos must be a whole number from 0 to ${most}.`,
  });

export const noSuchSize = (size: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_SIZE',
    status: 422,
    message: `There is no dyno size "${size}".`,
    hint: `There are ${dynoSizes.map(({ name }) => name).join(', ')}, and custom:MEGABYTES, such as custom:768.`,
  });

export const noSuchDyno = (app: string, which: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_DYNO',
    status: 404,
    message: `${app} has no dyno and no process type "${which}".`,
    hint: `See what runs with \`rostra ps -a ${app}\`.`,
  });

export const wrongConfig = (fault: string): RostraError =>
  new RostraError({ code: 'PLATFORM_WRONG_CONFIG', status: 422, message: fault, hint: 'Nothing was changed.' });

export const noSuchRun = (app: string, id: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_RUN',
    status: 404,
    message: `${app} has no one-off dyno ${id}.`,
    hint: `What it wrote may still be in the log: \`rostra logs -a ${app} --dyno run\`.`,
  });

export const noCommand = (): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_COMMAND',
    status: 422,
    message: 'No command was given.',
    hint: 'Type what is to run, such as `node scripts/clean.js`, or the name of a process type.',
  });

export const nothingToRun = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NOTHING_TO_RUN',
    status: 422,
    message: `${app} has no release that serves, so there is nothing to run a command in.`,
    hint: `Deploy it first: \`rostra deploy FOLDER -a ${app}\`.`,
  });

export const noSuchRelease = (app: string, version: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_RELEASE',
    status: 404,
    message: `${app} has no release v${version}.`,
    hint: `List them with \`rostra releases -a ${app}\`.`,
  });

export const noRollback = (fault: string): RostraError =>
  new RostraError({ code: 'PLATFORM_NO_ROLLBACK', status: 422, message: fault, hint: 'The present release keeps serving.' });

export const noSuchBuild = (app: string, id: string): RostraError =>
  new RostraError({ code: 'PLATFORM_NO_SUCH_BUILD', status: 404, message: `${app} has no build ${id}.` });

export const wrongSource = (message: string, hint: string): RostraError =>
  new RostraError({ code: 'PLATFORM_WRONG_SOURCE', status: 422, message, hint });

export const noProcfile = (): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_PROCFILE',
    status: 422,
    message: 'There is no Procfile in this folder.',
    hint: 'Write one that says how to start the app, for example the line `web: npm start`. A folder of pages needs an index.html only.',
  });

export const wrongProcfile = (line: number, fault: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_PROCFILE',
    status: 422,
    message: `Procfile, line ${line}: ${fault}.`,
    hint: 'Mend that line and deploy again; nothing was changed.',
  });

export const wrongPlan = (fault: string, known: readonly string[]): RostraError =>
  new RostraError({ code: 'PLATFORM_NO_SUCH_PLAN', status: 422, message: fault, hint: `There are ${known.join(', ')}.` });

export const configVarTaken = (app: string, key: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_VAR_TAKEN',
    status: 409,
    message: `${app} has a config var ${key} already.`,
    hint: 'Attach the add-on under another name: --as NAME makes NAME_URL.',
  });

export const wrongAttachmentName = (name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_ATTACHMENT',
    status: 422,
    message: `"${name}" cannot be the name of an attachment.`,
    hint: 'Use capital letters, digits and _, a letter first: REDISCLOUD makes REDISCLOUD_URL.',
  });

export const noSuchAddon = (app: string, addon: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_ADDON',
    status: 404,
    message: `${app} has no add-on ${addon}.`,
    hint: `List them with \`rostra addons -a ${app}\`, those of all apps with \`rostra addons\`.`,
  });

export const noSuchJob = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_JOB',
    status: 404,
    message: `${app} has no job ${id}.`,
    hint: `List them with \`rostra schedule --app ${app}\`.`,
  });

export const wrongSchedule = (fault: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_SCHEDULE',
    status: 422,
    message: fault,
    hint: 'For example: rostra schedule:add "*/10 * * * *" --tz Europe/Dublin -- node clean-up.js. @hourly, @daily and @every 10m are schedules too.',
  });

export const noSuchDrain = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_DRAIN',
    status: 404,
    message: `${app} has no log drain ${id}.`,
    hint: `List them with \`rostra drains --app ${app}\`.`,
  });

export const drainTaken = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_DRAIN_TAKEN',
    status: 409,
    message: `${app} sends its log there already.`,
    hint: `\`rostra drains --app ${app}\` lists where; remove that one first to change it.`,
  });

export const wrongDrain = (fault: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_DRAIN',
    status: 422,
    message: fault,
    hint: 'For example syslog+tls://logs.example.org:6514 or https://user:password@logs.example.org/in.',
  });

export const noDatabase = (addon: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_DATABASE',
    status: 422,
    message: `${addon} is no Postgres database.`,
    hint: 'pg: commands are for Postgres add-ons; `rostra addons` lists them.',
  });

export const noMailAddon = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_MAIL',
    status: 404,
    message: `${app} has no mail add-on.`,
    hint: `Make one: rostra addons:create mail --app ${app}`,
  });

export const noSuchMail = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_MAIL',
    status: 404,
    message: `${app} has no message ${id}.`,
    hint: 'Messages are kept for 7 days, the newest 1,000 of each add-on.',
  });

export const wrongRelay = (fault: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_RELAY',
    status: 422,
    message: fault,
    hint: 'For example smtp://user:password@mail.example.org:587. Characters like @ in the password are written %40.',
  });

export const addonIsShared = (addon: string, apps: readonly string[]): RostraError =>
  new RostraError({
    code: 'PLATFORM_ADDON_SHARED',
    status: 409,
    message: `${addon} is used by ${apps.join(', ')} too.`,
    hint: `Detach it there first: rostra addons:detach ${addon} --app ${apps[0] ?? ''}`,
  });

export const ownAddon = (addon: string, app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_OWN_ADDON',
    status: 409,
    message: `${addon} belongs to ${app} itself.`,
    hint: `It goes with its data: rostra addons:destroy ${addon} --app ${app} --confirm ${app}`,
  });

export const addonFailed = (addon: string, reason: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ADDON_FAILED',
    status: 503,
    message: `The add-on ${addon} could not be made: ${reason}`,
    hint: 'Nothing was changed. `rostra doctor` says what this machine lacks.',
  });

export const planTooSmall = (addon: string, plan: string, faults: readonly string[]): RostraError =>
  new RostraError({
    code: 'PLATFORM_PLAN_TOO_SMALL',
    status: 422,
    message: `${addon} does not fit ${plan}: ${faults.join('; ')}.`,
    hint: 'Nothing was changed. Use less first, or choose a larger plan.',
  });

export const addonIsChanging = (addon: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ADDON_CHANGING',
    status: 409,
    message: `Somebody is changing the plan of ${addon} at this moment.`,
    hint: 'Look at it with `rostra addons` and try again.',
  });

export const addonAway = (addon: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ADDON_AWAY',
    status: 503,
    message: `The server of ${addon} does not answer right now.`,
    hint: 'It is started again by itself; `rostra logs` says what happened.',
  });

export const alreadyRuns = (home: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_ALREADY_RUNS',
    status: 409,
    message: `The control process of ${home} runs already.`,
    hint: 'Stop it with `rostra down`, or use another data folder by ROSTRA_HOME.',
  });
