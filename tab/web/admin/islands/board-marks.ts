const remembered = 'rostra-tab-board-marks';

/** Shows on chips what the ticks say, as this browser remembers them; gives what to call after the page changed, and at the end. */
export function showMarks(root: HTMLElement, tools: HTMLElement): { readonly count: () => void; readonly end: () => void } {
  const ticks = [...tools.querySelectorAll<HTMLInputElement>('[name^="mark-"]')];
  const kept = localStorage.getItem(remembered)?.split(' ');
  for (const tick of ticks) if (kept) tick.checked = kept.includes(markOf(tick));
  const on = (): string[] => ticks.filter((tick) => tick.checked).map(markOf);
  const count = (): void => {
    const place = tools.querySelector('[data-marks-count]');
    const words = on()
      .filter((mark) => mark === 'region' || mark === 'gender')
      .map((mark) => chairWords(root, mark))
      .join(' ');
    if (place !== null && place.textContent !== words) place.textContent = words;
  };
  const show = (): void => {
    document.body.dataset['marks'] = on().join(' ');
    count();
  };
  const change = (): void => {
    localStorage.setItem(remembered, on().join(' '));
    show();
  };
  tools.addEventListener('change', change);
  show();
  return {
    count,
    end: () => {
      tools.removeEventListener('change', change);
      delete document.body.dataset['marks'];
    },
  };
}

const markOf = ({ name }: HTMLInputElement): string => name.slice('mark-'.length);

/** "Chairs by region: Africa 4, Asia 7." */
function chairWords(root: Element, mark: string): string {
  const found = [...root.querySelectorAll(`[data-place="C"] [data-mark="${mark}"]`)].map(({ textContent }) => textContent);
  const counts = [...Map.groupBy(found, (word) => word)].map(([word, all]) => `${word} ${all.length}`);
  return `Chairs by ${mark}: ${counts.toSorted((a, b) => a.localeCompare(b)).join(', ') || 'nothing known'}.`;
}
