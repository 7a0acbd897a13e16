import type { AppEvidence } from '../findings/app-evidence.ts';

type Vars = Readonly<Record<string, string>>;

/** What the commands of a Procfile and the config vars say of an app; values stay here. */
export function appSettings(
  commands: Vars,
  vars: Vars,
): Pick<AppEvidence, 'guest' | 'missingVars' | 'debug' | 'hasOpenAdmin' | 'databaseIsFile' | 'timeZone'> {
  const guest = guestOf(Object.values(commands).join('\n'));
  const isOtree = guest === 'otree';
  return {
    guest,
    missingVars: isOtree ? ['OTREE_PRODUCTION', 'OTREE_AUTH_LEVEL'].filter((name) => isOff(vars[name])) : [],
    debug: guest === 'django' && !isOff(vars['DEBUG']),
    hasOpenAdmin: isOtree && openPasswords.has((vars['OTREE_ADMIN_PASSWORD'] ?? '').toLowerCase()),
    databaseIsFile: isOtree && isOff(vars['DATABASE_URL']),
    timeZone: vars['TIME_ZONE'] ?? vars['TZ'] ?? null,
  };
}

function guestOf(commands: string): AppEvidence['guest'] {
  if (/\botree\s+prodserver/.test(commands)) return 'otree';
  return /manage\.py|\bwsgi:application|\basgi:application/.test(commands) ? 'django' : 'other';
}

const isOff = (value: string | undefined): boolean => value === undefined || ['', '0', 'false', 'no', 'off'].includes(value.toLowerCase());

/** What everybody tries first. */
const openPasswords = new Set(['', 'otree', 'admin', 'password', 'changeme', '12345', '123456', '12345678']);
