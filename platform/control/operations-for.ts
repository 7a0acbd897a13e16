import { accessOperations } from './access-operations.ts';
import { addonOperations } from './addon-operations.ts';
import { alertChannelOperations } from './alert-channel-operations.ts';
import { alertOperations } from './alert-operations.ts';
import { appOperations } from './app-operations.ts';
import { backupOperations } from './backup-operations.ts';
import { buildOperations } from './build-operations.ts';
import { ownerOfMachine } from './caller.ts';
import type { Control } from './control.ts';
import { cacheOperations } from './cache-operations.ts';
import { metricOperations } from './metric-operations.ts';
import { certificateOperations } from './certificate-operations.ts';
import { errorOperations } from './error-operations.ts';
import { findingOperations } from './finding-operations.ts';
import { domainOperations } from './domain-operations.ts';
import { observeOperations } from './observe-operations.ts';
import { guardedOperations } from './guarded-operations.ts';
import { drainOperations } from './drain-operations.ts';
import { jobOperations } from './job-operations.ts';
import { guestOperations } from './guest-operations.ts';
import { projectOperations } from './project-operations.ts';
import { statusOperations } from './status-operations.ts';
import { mirrorOperations } from './mirror-operations.ts';
import { mailOperations } from './mail-operations.ts';
import type { Operations, OperationsFor } from './operations.ts';
import { parkOperations } from './park-operations.ts';
import { pipelineOperations } from './pipeline-operations.ts';
import { rehearsalOperations } from './rehearsal-operations.ts';
import { releaseOperations } from './release-operations.ts';
import { runOperations } from './run-operations.ts';
import { costOperations } from './cost-operations.ts';
import { scalingOperations } from './scaling-operations.ts';
import { userOperations } from './user-operations.ts';

/** The platform's verbs, answered in this process. */
export function operationsOf(control: Control): OperationsFor {
  return (who) => {
    const caller = typeof who === 'string' ? ownerOfMachine(who) : who;
    return guardedOperations(control, allOperations(control, caller.actor), caller);
  };
}

function allOperations(control: Control, actor: string): Operations {
  return {
    ...appOperations(control, actor),
    ...releaseOperations(control, actor),
    ...pipelineOperations(control, actor),
    ...mirrorOperations(control, actor),
    ...guestOperations(control, actor),
    ...projectOperations(control, actor),
    ...statusOperations(control, actor),
    ...buildOperations(control, actor),
    ...addonOperations(control, actor),
    ...alertOperations(control, actor),
    ...alertChannelOperations(control),
    ...errorOperations(control, actor),
    ...findingOperations(control, actor),
    ...backupOperations(control, actor),
    ...parkOperations(control, actor),
    ...cacheOperations(control, actor),
    ...metricOperations(control),
    ...drainOperations(control, actor),
    ...jobOperations(control, actor),
    ...mailOperations(control, actor),
    ...certificateOperations(control, actor),
    ...domainOperations(control, actor),
    ...observeOperations(control),
    ...runOperations(control, actor),
    ...rehearsalOperations(control, actor),
    ...accessOperations(control),
    ...scalingOperations(control, actor),
    ...costOperations(control, actor),
    ...userOperations(control),
  };
}
