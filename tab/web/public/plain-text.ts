/** Staff write these as HTML; what is shown is the text in it. */
export function paragraphsOf(text: string): string[] {
  return text
    .replace(/<\/(?:p|div|li|h\d)>|<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
