import { banner } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';

/** What a person asked for and did not get, in words. */
export interface PageFault {
  readonly message: string;
  readonly hint: string | undefined;
  readonly code: string;
}

export function faultBanner(fault: PageFault | null | undefined): Html | null {
  return fault ? banner({ kind: 'failed', text: fault.message, detail: html`${fault.hint} <code>${fault.code}</code>` }) : null;
}
