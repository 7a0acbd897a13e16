import { demandOf, type DemandFacts } from '../../../rules/demand.ts';

interface DemandProps {
  readonly facts: DemandFacts;
  /** Id of the box that the number of people is typed into. */
  readonly input: string;
}

/** What a session asks of the server, said anew while the number of people is typed. */
export function mount(element: HTMLElement, { facts, input }: DemandProps): () => void {
  const box = document.getElementById(input);
  const say = (): void => {
    const people = box instanceof HTMLInputElement ? Math.trunc(Number(box.value)) : 0;
    if (!(people > 0)) return;
    const { sentence, warning } = demandOf(people, facts);
    put(element.querySelector('[data-demand]'), sentence);
    put(element.querySelector('[data-demand-warning] b'), warning ?? '');
    element.querySelector('[data-demand-warning]')?.toggleAttribute('hidden', warning === null);
  };
  box?.addEventListener('input', say);
  return () => box?.removeEventListener('input', say);
}

function put(element: Element | null, text: string): void {
  if (element) element.textContent = text;
}
