import type { CliCommand } from '../../command.ts';
import { bold, facts } from '../../output.ts';

export const errorDsn: CliCommand = {
  name: 'errors:dsn',
  summary: 'show where an app reports its errors, what came in today, and the health of its releases',
  needsApp: true,
  example: 'rostra errors:dsn --app lab',
  run: async (call) => {
    const app = await call.app();
    const project = await call.platform.errorProject(app);
    const day = Object.entries(project.day).map(([what, count]) => [what.replaceAll('_', ' '), `${count} in 24 hours`] as const);
    const releases = project.releases.map(({ release, newIssues, sourceMaps, crashFreePercent }) => {
      const health = crashFreePercent === null ? '' : `, ${crashFreePercent.toFixed(2)} % of sessions without a crash`;
      return [release, `${newIssues} new${health}${sourceMaps === 0 ? '' : `, ${sourceMaps} source maps`}`] as const;
    });
    const labels = project.keepsLabels ? 'are kept' : 'are not kept';
    return {
      json: project,
      lines: [
        bold(`=== ${app} reports errors`),
        ...facts([
          ['From dynos', project.dsn],
          ['From browsers', project.browserDsn],
          ['Plan', project.plan],
          ['Labels', labels],
          ...day,
          ...releases,
        ]),
      ],
    };
  },
};
