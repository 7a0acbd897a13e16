import { existsSync } from 'node:fs';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { projectFault, usualPath } from '../rules/project-page.ts';
import type { ProjectPage } from '../rules/project-page.ts';
import { appNamed } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import type { ProjectPageState, ProjectVerbs } from './project-verbs.ts';
import { appUrl } from './resources.ts';

const activity = () => import('../project-pages/source-archive.ts');

/** The page that says to everybody what an app is. */
export function projectOperations(control: Control, actor: string): ProjectVerbs {
  return {
    projectPage: (name) => stateOf(control, name),
    setProjectPage: async (name, wish) => {
      const app = appNamed(control, name);
      const page = wish === null ? null : trimmed(wish);
      const fault = page === null ? null : projectFault(page);
      if (fault !== null) throw wrongProject(fault);
      changeApp(control, { app, actor, text: page === null ? 'Project page off' : `Project page at ${page.path}` }, () => {
        if (page === null) control.store.projectPages.remove(app.id);
        else control.store.projectPages.set(app.id, page);
      });
      await (await activity()).keepArchives(control);
      return stateOf(control, name);
    },
  };
}

async function stateOf(control: Control, name: string): Promise<ProjectPageState> {
  const app = appNamed(control, name);
  const page = control.store.projectPages.of(app.id);
  const archive = page === null ? null : (await activity()).archiveOf(control, app);
  return { url: `${appUrl(control, name)}${page?.path ?? usualPath}`, page, hasSource: archive !== null && existsSync(archive) };
}

function trimmed(page: ProjectPage): ProjectPage {
  const demo = page.demo?.trim() ?? '';
  return {
    path: page.path.trim() || usualPath,
    title: page.title.trim(),
    description: page.description.trim(),
    people: page.people.trim(),
    licence: page.licence.trim(),
    cite: page.cite.trim(),
    demo: demo === '' ? null : demo,
    offersSource: page.offersSource,
  };
}

const wrongProject = (message: string): RostraError =>
  new RostraError({ code: 'PLATFORM_WRONG_PROJECT_PAGE', status: 422, message, hint: 'Nothing was published.' });
