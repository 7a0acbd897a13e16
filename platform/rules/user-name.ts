/** The holder of the admin password; nobody else may be called so. */
export const adminName = 'admin';

/** Why this is no name for a user, in words; null when it is one. */
export function userFault(name: string): string | null {
  if (name === adminName) return `${adminName} is whoever knows the admin password.`;
  if (/^[a-z][a-z0-9._@+-]{1,59}$/.test(name)) return null;
  return `"${name}" cannot be the name of a user: 2 to 60 small letters, digits and . _ @ + -, a letter first.`;
}

const shortest = 12;
const longest = 200;

/** UI-02: at least twelve characters. */
export function userPasswordFault(password: string): string | null {
  if (password.length < shortest) return `A password has at least ${shortest} characters; several words are good.`;
  return password.length > longest ? `A password has at most ${longest} characters.` : null;
}
