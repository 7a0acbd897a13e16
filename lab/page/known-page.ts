import type { PageDefinition } from '../game/definition.ts';
import type { Project } from '../game/define-project.ts';

/** What a page's name alone says of somebody who is there, so that a load asks for nothing else. */
export interface KnownPage {
  /** Whether they may be waiting for others, or have finished. */
  readonly here: 'here' | 'none';
  /** Whether people may wait at the page that comes next. */
  readonly next: 'next' | 'none';
  /** Whether the page may have a clock. */
  readonly clock: boolean;
}

const anything: KnownPage = { here: 'here', next: 'next', clock: true };
const known = new WeakMap<Project, ReadonlyMap<string, KnownPage>>();

/** `name`: `public_goods/Results`. Of a name that stands for no single page everything may be. */
export function knownPage(project: Project, name: string): KnownPage {
  const pages = known.get(project) ?? pagesOf(project);
  known.set(project, pages);
  return pages.get(name) ?? anything;
}

function pagesOf({ games }: Project): ReadonlyMap<string, KnownPage> {
  const all = games.flatMap(({ game, pages }) =>
    pages.map((page, at) => ({ name: `${game.slug}/${page.name}`, what: whatOf(page, pages[at + 1]) })),
  );
  const byName = Map.groupBy(all, ({ name }) => name); // a loop's pages come again, with another one after the last
  return new Map([...byName].map(([name, places]) => [name, places.map(({ what }) => what).reduce(either)]));
}

function either(one: KnownPage, other: KnownPage): KnownPage {
  return { ...one, next: one.next === 'next' ? 'next' : other.next };
}

function whatOf(page: PageDefinition, next: PageDefinition | undefined): KnownPage {
  if (page.kind !== 'page') return anything;
  return { here: 'none', next: next?.kind === 'page' ? 'none' : 'next', clock: page.timeout !== null };
}
