import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { placeOf, type Finding } from './author/finding.ts';
import { importFault } from './author/import-fault.ts';
import { missingAssets, readAssets } from './author/assets.ts';
import { readLocales } from './author/locales.ts';
import { fileOfGame, lineOf, readSources, type Sources } from './author/sources.ts';
import type { Project } from './game/define-project.ts';
import { projectFaults, type ProjectFault } from './rules/project-faults.ts';

const fileName = 'rostra.lab.ts';

const noProject: Finding = {
  file: fileName,
  line: null,
  what: 'it has to export default what defineProject returned',
  cure: 'End it with: export default defineProject({ … });',
  isFault: true,
};

/** What a folder holds: the project when it can be read, and what has to be put right before it can be served. */
export interface ReadProject {
  readonly project: Project | null;
  readonly sources: Sources;
  readonly findings: readonly Finding[];
}

/** The project of a folder: what its `rostra.lab.ts` exports. Throws a fault that names file, line and cure when it cannot be served. */
export async function loadProject(folder: string): Promise<Project> {
  const { project, findings } = await readProject(folder);
  const [first, ...more] = findings.filter(({ isFault }) => isFault);
  if (!project || first) throw new BrokenProject(first ?? noProject, more.length);
  return project;
}

/** Reads and checks the project of a folder; wrong files become findings. */
export async function readProject(folder: string): Promise<ReadProject> {
  if (!(await isThere(join(folder, fileName)))) throw new NoProject(folder);
  const sources = await readSources(folder);
  try {
    const file: unknown = await import(pathToFileURL(join(folder, fileName)).href);
    const project = typeof file === 'object' && file !== null && 'default' in file ? file.default : null;
    if (!isProject(project)) return { project: null, sources, findings: [noProject] };
    const [locales, assets] = await Promise.all([readLocales(folder), readAssets(folder)]);
    const faults = projectFaults(project).map((fault) => findingOf(fault, sources, { isFault: true }));
    return {
      project: { ...withTexts(project, locales.texts), assets },
      sources,
      findings: [...faults, ...locales.findings, ...missingAssets(sources, assets), ...missingStyles(project, assets)],
    };
  } catch (error) {
    return { project: null, sources, findings: [importFault(error, { file: fileName, folder, sources })] };
  }
}

/** A fault of a game with its place. */
export function findingOf({ game, what, cure, trail }: ProjectFault, sources: Sources, { isFault }: Pick<Finding, 'isFault'>): Finding {
  const file = fileOfGame(sources, game);
  return { file, line: lineOf(sources.get(file) ?? '', trail), what: `the game ${game}: ${what}`, cure, isFault };
}

function missingStyles({ styles }: Project, { paths }: Project['assets']): Finding[] {
  return styles.flatMap((path) => {
    if (paths.includes(path)) return [];
    return [
      {
        file: fileName,
        line: null,
        what: `styles names ${path}, and there is no file assets/${path}`,
        cure: 'Put it there, or mend its name.',
        isFault: true,
      },
    ];
  });
}

/** What the project file says itself comes first. */
function withTexts(project: Project, files: Project['texts']): Project {
  return Object.keys(files).length === 0 ? project : { ...project, texts: { ...files, ...project.texts } };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function isProject(value: unknown): value is Project {
  return typeof value === 'object' && value !== null && 'configs' in value && 'games' in value && 'money' in value;
}

class NoProject extends RostraError {
  constructor(folder: string) {
    super({
      code: 'LAB_NO_PROJECT',
      status: 500,
      message: `There is no ${fileName} in ${folder}.`,
      hint: 'Go to the folder of your experiment, or make one: rostra lab new my-lab.',
    });
  }
}

/** `games/public-goods.ts:12: …` */
class BrokenProject extends RostraError {
  constructor(first: Finding, more: number) {
    const rest = more > 0 ? ` (and ${more} more: rostra lab check lists them)` : '';
    super({ code: 'LAB_BROKEN_PROJECT', status: 500, message: `${placeOf(first)}: ${first.what}${rest}.`, hint: first.cure });
  }
}
