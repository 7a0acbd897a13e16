import { readFileSync, statSync } from 'node:fs';
import { errorProjects, type ErrorProject } from '../rules/errors/project.ts';

/** Those who may report: read anew when control has changed the file. */
export class Projects {
  readonly #file: string;
  #stamp = '';
  #known: ReadonlyMap<number, ErrorProject> = new Map();

  constructor(file: string) {
    this.#file = file;
  }

  find(id: number): ErrorProject | null {
    this.#refresh();
    return this.#known.get(id) ?? null;
  }

  #refresh(): void {
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    const stamp = stat === undefined ? '' : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
    if (stamp === this.#stamp) return;
    this.#stamp = stamp;
    const text = stat === undefined ? '' : readFileSync(this.#file, 'utf8');
    this.#known = new Map(errorProjects(text).map((project) => [project.id, project]));
  }
}
