import { RostraError } from '#kit/errors/rostra-error.ts';

/** Faults of pipelines, of config vars that follow others, and of repositories. */

export const noGit = (): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_GIT',
    status: 501,
    message: 'Git is not installed on the machine of the platform.',
    hint: 'Install it (apt-get install git), or deploy a folder: rostra deploy.',
  });

export const wrongPipelineName = (name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_WRONG_PIPELINE',
    status: 422,
    message: `"${name}" cannot be the name of a pipeline.`,
    hint: 'Use 2 to 30 lower-case letters, digits and hyphens, a letter first and no hyphen last.',
  });

export const noSuchPipeline = (name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_PIPELINE',
    status: 404,
    message: `There is no pipeline of or with ${name}.`,
    hint: 'List them with `rostra pipelines`.',
  });

export const pipelineTaken = (name: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_PIPELINE_TAKEN',
    status: 409,
    message: `There is a pipeline ${name} already.`,
    hint: `Add an app to it: rostra pipelines:add ${name} --app NAME --stage production`,
  });

export const stageTaken = (pipeline: string, stage: string, app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_STAGE_TAKEN',
    status: 409,
    message: `${app} is ${stage} of ${pipeline}; a stage has one app.`,
    hint: `Take it out first: rostra pipelines:remove --app ${app}`,
  });

export const cannotPromote = (message: string, hint: string): RostraError =>
  new RostraError({ code: 'PLATFORM_CANNOT_PROMOTE', status: 422, message, hint });

export const noSuchConfigVar = (app: string, key: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_CONFIG_VAR',
    status: 404,
    message: `${app} has no config var ${key}.`,
    hint: `List them: rostra config --app ${app}`,
  });

export const noSuchConfigRef = (app: string, key: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_NO_SUCH_CONFIG_REF',
    status: 404,
    message: `${key} of ${app} follows no other app.`,
    hint: `See which do: rostra config --app ${app}`,
  });

export const followedConfig = (message: string, hint: string): RostraError =>
  new RostraError({ code: 'PLATFORM_CONFIG_FOLLOWED', status: 409, message, hint });

export const missingConfig = (app: string, names: readonly string[]): RostraError =>
  new RostraError({
    code: 'PLATFORM_MISSING_CONFIG',
    status: 422,
    message: `app.json asks for ${names.join(', ')}, and nobody has set ${names.length === 1 ? 'it' : 'them'}: rostra config:set ${names.map((name) => `${name}=…`).join(' ')} --app ${app}`,
    hint: 'Set the config vars, then deploy again.',
  });

export const runsOnOneWebDyno = (app: string): RostraError =>
  new RostraError({
    code: 'PLATFORM_F10',
    status: 422,
    message: `Refused (F10): ${app} is oTree, which keeps live connections and its lock inside one process; a second web dyno breaks wait pages.`,
    hint: `Use a faster size: rostra ps:type web=performance-m --app ${app}`,
  });
