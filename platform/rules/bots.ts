/** In which the bots of a rehearsal say who they are (REH-06). */
export const botHeader = 'x-rostra-rehearsal';

const suffix = '/bots';

/** Under which name the requests of bots at an app are counted and their lines come: no app can have it. */
export const botsOf = (app: string): string => `${app}${suffix}`;

/** The app itself, of either name. */
export const withoutBots = (name: string): string => (name.endsWith(suffix) ? name.slice(0, -suffix.length) : name);
