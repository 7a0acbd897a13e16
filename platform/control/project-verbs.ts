import type { ProjectPage } from '../rules/project-page.ts';

/** The page that says to everybody what an app is; part of `Operations`. */
export interface ProjectVerbs {
  projectPage(app: string): Promise<ProjectPageState>;
  /** Null takes it away. */
  setProjectPage(app: string, page: ProjectPage | null): Promise<ProjectPageState>;
}

export interface ProjectPageState {
  /** Where it is, or would be. */
  readonly url: string;
  /** Null: there is none. */
  readonly page: ProjectPage | null;
  /** The archive of its source is there. */
  readonly hasSource: boolean;
}
