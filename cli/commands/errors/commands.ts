import type { CliCommand } from '../../command.ts';
import { assignIssue, errorAlerts, mergeIssue, splitIssue } from './arrange.ts';
import { ignoreIssue, reopenIssue, resolveIssue } from './decide.ts';
import { issueInfo } from './info.ts';
import { addErrorKey, listErrorKeys, rotateErrorKey, switchOffErrorKey, switchOnErrorKey } from './keys.ts';
import { listIssues } from './list.ts';
import { errorDsn } from './project.ts';
import { errorRules } from './rules.ts';
import { uploadSourceMaps } from './sourcemaps/upload.ts';

/** What went wrong in an app, and what becomes of it. */
export const errorCommands: readonly CliCommand[] = [
  listIssues,
  issueInfo,
  resolveIssue,
  ignoreIssue,
  reopenIssue,
  errorDsn,
  assignIssue,
  mergeIssue,
  splitIssue,
  errorAlerts,
  errorRules,
  listErrorKeys,
  addErrorKey,
  rotateErrorKey,
  switchOffErrorKey,
  switchOnErrorKey,
  uploadSourceMaps,
];
