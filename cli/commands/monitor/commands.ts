import type { CliCommand } from '../../command.ts';
import { actOnFinding, dismissFinding, monitor, undoFinding } from './findings.ts';
import { monitorReport } from './report.ts';
import { monitorRules } from './rules.ts';

/** What is wrong with an app, and what went on in it. */
export const monitorCommands: readonly CliCommand[] = [monitor, monitorReport, undoFinding, actOnFinding, dismissFinding, monitorRules];
