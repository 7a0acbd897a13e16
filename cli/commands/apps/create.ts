import { resolve } from 'node:path';
import type { Answer, Call, CliCommand } from '../../command.ts';
import { deployFolder } from '../../deploy-folder.ts';
import type { GuestSource } from '../../../platform/client.ts';
import { facts } from '../../output.ts';
import { UsageFault } from '../../parse.ts';
import type { Template } from '../../templates.ts';
import { refuseFull, templateNamed, templates, writeProject } from '../../templates.ts';

export const createApp: CliCommand = {
  name: 'apps:create',
  aliases: ['create'],
  summary: 'make an app, of a template if you like: with a project of your own to change, its add-ons and its first deploy',
  args: '<name>',
  options: [
    { flags: '--template <name>', text: `begin with ${Object.keys(templates).join(', ')}` },
    { flags: '--source <place>', text: "where a guest's own project is: a folder, or the URL of a repository" },
    { flags: '--ref <name>', text: 'a tag, branch or commit of that repository' },
    { flags: '--folder <dir>', text: "where the template's project is written, a folder of the app's name unless said" },
  ],
  example: 'rostra create my-study --template otree',
  run: async (call) => {
    const template = call.option('template');
    if (template !== null) return createFrom(call, template);
    const app = await call.platform.createApp(call.args[0] ?? '');
    const next = `Next: rostra deploy FOLDER --app ${app.name}. The folder has a Procfile, or pages with an index.html.`;
    return { json: app, lines: [`Made ${app.name}. It will answer at ${app.url}.`, next] };
  },
};

async function createFrom(call: Call, templateName: string): Promise<Answer> {
  const [name = ''] = call.args;
  const template = templateNamed(templateName);
  const folder = resolve(call.option('folder') ?? name);
  await refuseFull(folder);
  const guest = guestOf(call, template);
  const app = await call.platform.createApp(name);
  await writeProject(template, folder, guest);
  call.output.progress(`The project is in ${folder}. After a change: rostra deploy ${folder} --app ${name}`);
  const build = await deployFolder(call, name, folder);
  const vars = await Promise.all(template.tells.map(async (key) => [key, (await call.platform.config(name, key))[key] ?? ''] as const));
  return {
    json: { ...app, release: build.release, folder, config: Object.fromEntries(vars) },
    lines: [`${name} runs v${build.release ?? 1} at ${app.url}`, ...facts(vars), template.next],
  };
}

function guestOf(call: Call, { over }: Template): Partial<GuestSource> {
  const [source, ref] = [call.option('source'), call.option('ref')];
  if (over === undefined && (source !== null || ref !== null))
    throw new UsageFault('Only a template that is laid over a project has a source.', 'That is tabbycat.');
  return { ...(source === null ? {} : { source }), ...(ref === null ? {} : { ref }) };
}
