import { nearestLanguage, sayer, type Catalogue, type Say } from '#kit/i18n/messages.ts';
import ar from './ar.json' with { type: 'json' };
import cs from './cs.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fi from './fi.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import he from './he.json' with { type: 'json' };
import hi from './hi.json' with { type: 'json' };
import hu from './hu.json' with { type: 'json' };
import id from './id.json' with { type: 'json' };
import it from './it.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };
import nb from './nb.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import pl from './pl.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };
import tr from './tr.json' with { type: 'json' };
import zhHans from './zh-hans.json' with { type: 'json' };

/** The name of a text on participants' pages. */
export type TextKey = keyof typeof en;

/** The lab's own texts in one language. */
export type LabSay = Say<TextKey>;

/** All of them, by language. */
export const catalogues: Readonly<Record<string, Catalogue<TextKey>>> = {
  ar,
  cs,
  de,
  en,
  es,
  fi,
  fr,
  he,
  hi,
  hu,
  id,
  it,
  ja,
  ko,
  nb,
  nl,
  pl,
  pt,
  ru,
  tr,
  'zh-hans': zhHans,
};

/** The languages that the lab's own texts are in. */
export const languages: readonly string[] = Object.keys(catalogues);

const said = new Map<string, LabSay>();

/** Languages come from people, too. */
const mostRemembered = 500;

/** The lab's own texts in a language (BCP 47), or in English where nobody has put them into it. */
export function sayIn(language: string): LabSay {
  const known = said.get(language);
  if (known) return known;
  const nearest = nearestLanguage(language, languages);
  const say = nearest === null ? sayer<TextKey>(en, 'en') : sayer(catalogues[nearest] ?? en, language);
  if (said.size < mostRemembered) said.set(language, say);
  return say;
}
