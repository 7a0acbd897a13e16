/** Prints the page. */
export function mount(element: HTMLElement): () => void {
  const press = (): void => print();
  element.addEventListener('click', press);
  return () => element.removeEventListener('click', press);
}
