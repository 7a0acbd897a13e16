/** The path with what differs from person to person left out: `/p/…/Contribute/…`. */
export function routeName(path: string): string {
  const [plain = '/'] = path.split('?');
  return plain.replaceAll(/\/[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*(?=\/|$)/g, '/…');
}
