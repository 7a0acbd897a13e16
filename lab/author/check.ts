import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Project } from '../game/define-project.ts';
import { findingOf, readProject } from '../project-file.ts';
import { leftOutPages } from '../rules/project-faults.ts';
import type { Finding } from './finding.ts';
import { importFault } from './import-fault.ts';
import { unknownKeys } from './locales.ts';
import { lineOf, type Sources } from './sources.ts';
import { typeFaults } from './type-faults.ts';
import { unwrittenMoney } from './unwritten-money.ts';

/** `rostra lab check`: everything that can be known to be wrong before anybody plays, in the order of the files. */
export async function checkProject(folder: string): Promise<Finding[]> {
  const { project, sources, findings } = await readProject(folder);
  const own = project ? await projectFindings(project, folder, sources) : [];
  const all = [...findings, ...own, ...(await otherFiles(folder, sources)), ...(await typeFaults(folder))];
  const once = new Map(all.map((finding) => [`${finding.file}:${finding.line}`, finding] as const).reverse());
  return [...once.values()].sort((a, b) => a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0));
}

/** Of a project that can be read. */
async function projectFindings(project: Project, folder: string, sources: Sources): Promise<Finding[]> {
  const leftOut = leftOutPages(project).map((fault) => findingOf(fault, sources, { isFault: false }));
  const money = unwrittenMoney(project, sources).map((fault) => findingOf(fault, sources, { isFault: false }));
  return [...leftOut, ...money, ...unknownKeys(sources, project.texts), ...(await missingFiles(project, folder, sources))];
}

/** Games that no session plays yet, and bots: each file that uses the lab is read by itself. */
async function otherFiles(folder: string, sources: Sources): Promise<Finding[]> {
  const findings: Finding[] = [];
  const files = [...sources].filter(([file, text]) => file !== 'rostra.lab.ts' && /from ['"]rostra\/lab/.test(text));
  for (const [file] of files) {
    const broken = await import(pathToFileURL(resolve(folder, file)).href).then(
      () => null,
      (error: unknown) => importFault(error, { file, folder: resolve(folder), sources }),
    );
    if (broken) findings.push(broken);
  }
  return findings;
}

/** Files that the project names. */
async function missingFiles({ rooms }: Project, folder: string, sources: Sources): Promise<Finding[]> {
  const named = rooms.flatMap(({ name, labels }) => (labels !== null && 'file' in labels ? [{ name, file: labels.file }] : []));
  const findings: Finding[] = [];
  for (const { name, file } of named) {
    const isThere = await access(join(folder, file)).then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    findings.push({
      file: 'rostra.lab.ts',
      line: lineOf(sources.get('rostra.lab.ts') ?? '', [name, file]),
      what: `the labels of the room ${name} are in ${file}, which is not there`,
      cure: 'Make the file, one label a line, or mend its name here.',
      isFault: true,
    });
  }
  return findings;
}
