import { toSVG } from 'bwip-js/node';
import { trusted, type Html } from '../html/html.ts';

/**
 * A QR code as SVG, black on white also where the page is dark, with the quiet zone that cameras need. `label` is what screen readers
 * say; without it the code is an ornament beside text that says the same.
 */
export function qrCode(text: string, label?: string): Html {
  const drawn = toSVG({ bcid: 'qrcode', text, padding: 8, backgroundcolor: 'FFFFFF' });
  const role = label === undefined ? 'aria-hidden="true"' : `role="img" aria-label="${attribute(label)}"`;
  return trusted(drawn.replace('<svg ', `<svg class="r-qr" ${role} `));
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
