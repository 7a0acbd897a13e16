import type { Html } from '#kit/html/html.ts';
import type { CommonContext } from './context.ts';
import type { Shape } from './shape.ts';

/** What a page consists of. Where the author arranges them, each stands where the layout prints it. */
export interface LayoutParts {
  /** The headline; empty when the page has none. */
  readonly title: Html;
  /** What the page's view wrote, or what people read who wait. */
  readonly content: Html;
  /** The time left; empty when the page has none or its view shows it. */
  readonly timer: Html;
}

/** How all pages of a project look: `layout: ({ title, content, timer }, { asset }) => html`<img src="${asset('logo.svg')}" alt="">${title}${timer}${content}``. */
export type ProjectLayout = (parts: LayoutParts, ctx: Pick<CommonContext<Shape>, 'asset' | 't' | 'money' | 'num'>) => Html;
