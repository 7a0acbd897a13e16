import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Call } from './command.ts';
import { releaseVersion } from './parse.ts';

/** The version that was typed, else that of the release which serves. */
export async function chosenRelease(call: Call, app: string): Promise<number> {
  const [word] = call.args;
  if (word !== undefined) return releaseVersion(word);
  const { release } = await call.platform.app(app);
  if (release !== null) return release;
  const hint = `\`rostra deploy --app ${app}\` makes the first.`;
  throw new RostraError({ code: 'CLI_NO_RELEASE', status: 404, message: `${app} has no release that serves.`, hint });
}
