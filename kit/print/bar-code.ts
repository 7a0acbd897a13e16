import { toSVG } from 'bwip-js/node';
import { trusted, type Html } from '../html/html.ts';

/** A Code 128 bar code as SVG, black on white with its quiet zone; the text beside it says the same. */
export function barCode(text: string): Html {
  const drawn = toSVG({ bcid: 'code128', text, height: 12, padding: 6, backgroundcolor: 'FFFFFF' });
  return trusted(drawn.replace('<svg ', '<svg class="r-bar-code" aria-hidden="true" '));
}
