import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { herokuTime } from '../../time-words.ts';

export const listAlerts: CliCommand = {
  name: 'alerts',
  summary: 'list what people are told of an app, and how each stands now',
  needsApp: true,
  example: 'rostra alerts --app tab',
  run: async (call) => {
    const app = await call.app();
    const rules = await call.platform.alertRules(app);
    const rows = rules.map(({ id, words, state, valueWords, severity, snoozedUntil }) => [
      String(id),
      snoozedUntil === null ? state : `${state}, quiet until ${herokuTime(snoozedUntil)}`,
      valueWords ?? '–',
      severity,
      words,
    ]);
    const none = [`${app} has no alert: rostra alerts:preset tabbycat --app ${app}`];
    return { json: rules, lines: rows.length === 0 ? none : columns(['Alert', 'State', 'Now', 'Severity', 'Told when'], rows) };
  },
};

export const listIncidents: CliCommand = {
  name: 'alerts:incidents',
  summary: 'list what went wrong, and what people were told',
  needsApp: true,
  example: 'rostra alerts:incidents --app tab',
  run: async (call) => {
    const app = await call.app();
    const incidents = await call.platform.incidents(app);
    const rows = incidents.map(({ id, openedAt, endedAt, facts }) => [
      String(id),
      herokuTime(openedAt),
      endedAt === null ? 'open' : herokuTime(endedAt),
      facts.map(({ text }) => text).join('; '),
    ]);
    const none = [`Nothing went wrong on ${app} that an alert looks at.`];
    return { json: incidents, lines: rows.length === 0 ? none : columns(['Incident', 'From', 'To', 'What'], rows) };
  },
};
