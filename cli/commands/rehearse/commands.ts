import type { CliCommand } from '../../command.ts';
import { rehearseInit } from './init.ts';
import { rehearseLab } from './lab.ts';
import { rehearseCompare, rehearseList, rehearseReport, rehearseStop } from './list.ts';
import { rehearseRun } from './run.ts';
import { rehearseTab } from './tab.ts';

/** Bots that play an event beforehand. */
export const rehearseCommands: readonly CliCommand[] = [
  rehearseRun,
  rehearseLab,
  rehearseTab,
  rehearseInit,
  rehearseList,
  rehearseReport,
  rehearseCompare,
  rehearseStop,
];
