/** What stands behind these is somebody's own, with a digit in it or not. */
const personal = /\/(p|InitializeParticipant|join|privateurls|adjudicator)\/[^/]+/g;

/** The path with what differs from person to person left out: `/p/…/Contribute/…`. */
export function routeName(path: string): string {
  const [plain = '/'] = path.split('?');
  return plain.replaceAll(personal, '/$1/…').replaceAll(/\/[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*(?=\/|$)/g, '/…');
}
