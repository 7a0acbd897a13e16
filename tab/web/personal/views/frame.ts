import { html, type Html } from '#kit/html/html.ts';
import { layout } from '#kit/html/layout.ts';

/** A page behind a private link. */
export interface PersonalView {
  readonly title: string;
  /** What the bar at the top says. */
  readonly top: Html;
  readonly body: Html;
  readonly foot?: Html;
  readonly islands?: readonly string[];
  readonly column?: string;
}

export function personalPage({ title, top, body, foot, islands = [], column = '' }: PersonalView): Html {
  return layout({
    title,
    face: 'tab',
    kind: 'guest',
    bootstrap: false,
    state: top,
    islands,
    column: `personal ${column}`.trim(),
    head: html`<meta name="robots" content="noindex"><style>
.r-col.personal{align-content:start}abbr{text-decoration:none!important}.personal .r-me,.personal .stack{display:grid;gap:10px}.personal .r-vs{gap:4px 14px}.personal select.r-input{font:inherit}.personal select.who{border:0;background:none;font:inherit;color:inherit;min-height:44px;min-width:0;flex:1;text-overflow:ellipsis}.r-saved:empty{display:none}.r-step:focus-within{outline:3px solid var(--r-focus)}.r-step input:focus{outline:0}.r-step.bad{border-color:var(--r-fail);border-width:2px}.r-speaker{flex-wrap:wrap}.r-speaker>.r-error{flex-basis:100%}.r-step input{min-width:0}.r-criteria{display:grid;gap:8px;flex-basis:100%}.r-criterion{display:flex;align-items:center;justify-content:space-between;gap:8px;color:var(--r-muted)}.r-criteria-sum{font-weight:700;font-variant-numeric:tabular-nums;min-width:3ch;text-align:end}.order{display:grid;grid-template-columns:1fr 1fr;grid-auto-flow:column;grid-template-rows:1fr 1fr;gap:8px 12px}.order:empty{display:none}.order li{display:grid;grid-template-columns:34px auto 1fr;gap:8px;align-items:center;white-space:nowrap}.order b{overflow:hidden;text-overflow:ellipsis}.tick{display:flex;gap:10px;align-items:center;min-height:44px}.tick input{width:22px;height:22px;accent-color:var(--r-brand)}.range{font-size:.9375rem}.personal details summary{min-height:44px;display:flex;align-items:center;color:var(--r-muted);cursor:pointer}.personal section>h2{margin-top:10px}.past li{display:grid;gap:2px;padding:10px 0;border-bottom:1px solid var(--r-line)}.motion-in{display:grid;gap:4px;padding:6px 0}.motion-in select{min-height:44px;width:100%;border:1.5px solid var(--r-line-strong);border-radius:10px;background:var(--r-surface);color:inherit;font:inherit;padding:0 8px}.rank-in{width:52px;height:44px;border:1.5px solid var(--r-line-strong);border-radius:10px;text-align:center;background:var(--r-surface);color:inherit}@media(max-width:350px){.personal select.who{flex-basis:100%}.personal .r-speaker{justify-content:flex-end}.personal .r-speaker>span:first-child{flex:1}.order{grid-auto-flow:row;grid-template-columns:1fr;grid-template-rows:none}}
</style>`,
    body,
    ...(foot ? { foot } : {}),
  });
}
