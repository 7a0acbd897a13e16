import type { CliCommand } from './command.ts';

/** The sections of the help, and the topics in each. */
const sections: Readonly<Record<string, readonly string[]>> = {
  'The platform': ['up', 'down', 'doctor', 'system', 'completion', 'alias'],
  Apps: ['apps', 'create', 'info', 'destroy', 'open', 'deploy', 'git', 'releases', 'rollback', 'templates', 'guest'],
  'Apps that belong together': ['pipelines', 'promote', 'mirror'],
  Dynos: ['ps', 'run', 'schedule'],
  'Config and add-ons': ['config', 'addons', 'pg', 'redis', 'mail'],
  'What visitors meet': ['domains', 'certs', 'routes', 'maintenance', 'cache', 'status', 'about'],
  'What goes on': ['logs', 'drains', 'labs', 'metrics', 'alerts', 'monitor', 'errors', 'costs', 'events'],
  People: ['users', 'access', 'audit', 'tokens'],
  'Rehearsals, experiments, tournaments': ['rehearse', 'lab', 'tab'],
};

/** `ps` of `ps:scale`, `lab` of `lab serve`. */
export const topicOf = (name: string): string => name.split(/[: ]/)[0] ?? name;

export function sectionOf(name: string): string {
  const topic = topicOf(name);
  const found = Object.entries(sections).find(([, topics]) => topics.includes(topic));
  return found?.[0] ?? 'More';
}

/** What else there is of a command's topic, for its own help. */
export function besides(command: CliCommand, commands: readonly CliCommand[]): string {
  const others = commands.filter((each) => each !== command && each.isHidden !== true && topicOf(each.name) === topicOf(command.name));
  if (others.length === 0) return '';
  const width = Math.max(...others.map(({ name }) => name.length)) + 2;
  return `\n\nOf the same topic:\n${others.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`).join('\n')}`;
}
