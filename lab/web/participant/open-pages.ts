/** A page that some browser shows at this process. */
interface OpenPage {
  readonly pageIndex: number;
  readonly goOn: () => void;
}

/** The pages that each participant has open at this process: on more than one device, all of them follow the one that goes on. */
export class OpenPages {
  readonly #byCode = new Map<string, Set<OpenPage>>();

  /** A page is open until the function that this returns is called. */
  enter(code: string, page: OpenPage): () => void {
    const pages = this.#byCode.get(code) ?? new Set();
    this.#byCode.set(code, pages.add(page));
    return () => {
      pages.delete(page);
      if (pages.size === 0 && this.#byCode.get(code) === pages) this.#byCode.delete(code);
    };
  }

  /** Of those who have a page open here. */
  codes(): string[] {
    return [...this.#byCode.keys()];
  }

  /** Their own browser sent the page: where it is the only one, it knows. */
  sent(code: string, pageIndex: number): void {
    if ((this.#byCode.get(code)?.size ?? 0) > 1) this.movedTo(code, pageIndex);
  }

  /** The participant is on this page now, wherever they sent the ones before it. */
  movedTo(code: string, pageIndex: number): void {
    for (const page of this.#byCode.get(code) ?? []) if (page.pageIndex < pageIndex) page.goOn();
  }
}
