import { html } from '#kit/html/html.ts';

/** What visitors of a parked app see. `day` as `4 July 2026`. */
export function parkedPage(app: string, day: string): string {
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${app} is parked</title>
<style>body{font:1.05rem/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}h1{font-size:1.5rem;line-height:1.2}</style>
<h1>${app} is over.</h1><p>It was turned off on ${day}. Nothing is lost: whoever ran it can turn it on again.</p></html>`.toString();
}
