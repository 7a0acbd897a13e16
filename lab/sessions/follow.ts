import type { Lab } from '../lab.ts';
import { whereAre, type PersonsPage } from '../store/presence.ts';

const lookEveryMs = 1_000;
/** So many are asked about by one statement. */
const mostTogether = 2_000;

/**
 * Asks each second where those are whose pages stand open at this process, because another process may have taken their page from another
 * device. Nobody tells: a notification with every page that is sent would cost all of them more than this.
 */
export function followOpenPages(
  lab: Lab,
  pages: { readonly codes: () => readonly string[]; readonly onMoved: (person: PersonsPage) => void },
): () => void {
  let isLooking = false;
  const look = async (): Promise<void> => {
    const codes = pages.codes();
    for (let at = 0; at < codes.length; at += mostTogether)
      for (const person of await whereAre(lab.db, codes.slice(at, at + mostTogether))) pages.onMoved(person);
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((error: unknown) => lab.logger.warn('open_pages_not_followed', { error }))
      .finally(() => (isLooking = false));
  }, lookEveryMs);
  return () => clearInterval(timer);
}
