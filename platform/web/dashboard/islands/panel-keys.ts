import type { MetricPanels, Panel, PanelLine } from '../../../rules/metric-panels.ts';

/** The keys of each chart as buttons that show and hide its lines, and one for a logarithmic scale where it helps. */
export class PanelKeys {
  readonly #hidden = new Map<string, boolean>();
  readonly #logarithmic = new Set<string>();
  readonly #onChange: () => void;

  constructor(element: HTMLElement, metrics: MetricPanels, onChange: () => void) {
    this.#onChange = onChange;
    for (const panel of metrics.panels) {
      const place = element.querySelector(`[data-panel="${panel.key}"] [data-keys]`);
      place?.replaceChildren(
        ...panel.lines.filter(({ unit }) => unit === undefined).map((line) => this.#key(panel, line)),
        ...(panel.unit === 'ms' ? [this.#scale(panel)] : []),
      );
    }
  }

  isShown(panel: Panel, line: PanelLine): boolean {
    return !(this.#hidden.get(`${panel.key} ${line.key}`) ?? !line.isShown);
  }

  isLogarithmic({ key }: Panel): boolean {
    return this.#logarithmic.has(key);
  }

  #key(panel: Panel, line: PanelLine): HTMLElement {
    const button = pressable(line.label, this.isShown(panel, line), (isPressed) => {
      this.#hidden.set(`${panel.key} ${line.key}`, !isPressed);
      this.#onChange();
    });
    button.classList.add(`r-key-${line.look}`);
    const sign = document.createElement('i');
    sign.style.setProperty('--c', `var(--r-${line.colour})`);
    button.prepend(sign);
    return button;
  }

  #scale(panel: Panel): HTMLElement {
    return pressable('log', false, (isPressed) => {
      if (isPressed) this.#logarithmic.add(panel.key);
      else this.#logarithmic.delete(panel.key);
      this.#onChange();
    });
  }
}

function pressable(label: string, isPressed: boolean, onPress: (isPressed: boolean) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'r-key r-key-button';
  button.textContent = label;
  button.setAttribute('aria-pressed', String(isPressed));
  button.addEventListener('click', () => {
    const is = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(is));
    onPress(is);
  });
  return button;
}
