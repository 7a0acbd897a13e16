/** What to copy. */
interface CopyButtonProps {
  readonly text: string;
}

const saysSoForMs = 2_000;

/** Copies a text and says so in its own words for two seconds. */
export function mount(element: HTMLElement, { text }: CopyButtonProps): () => void {
  const label = element.querySelector('span') ?? element;
  const before = label.textContent;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const copy = async (): Promise<void> => {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    label.textContent = isCopied ? 'Copied' : 'Copy it by hand';
    clearTimeout(timer);
    timer = setTimeout(() => (label.textContent = before), saysSoForMs);
  };
  const onClick = (): void => void copy();
  element.setAttribute('aria-live', 'polite');
  element.addEventListener('click', onClick);
  return () => {
    clearTimeout(timer);
    element.removeEventListener('click', onClick);
  };
}
