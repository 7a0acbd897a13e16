import { accessOperations } from './access-operations.ts';
import { addonOperations } from './addon-operations.ts';
import { appOperations } from './app-operations.ts';
import { buildOperations } from './build-operations.ts';
import type { Control } from './control.ts';
import { certificateOperations } from './certificate-operations.ts';
import { domainOperations } from './domain-operations.ts';
import { observeOperations } from './observe-operations.ts';
import type { OperationsFor } from './operations.ts';
import { releaseOperations } from './release-operations.ts';
import { runOperations } from './run-operations.ts';

/** The platform's verbs, answered in this process. */
export function operationsOf(control: Control): OperationsFor {
  return (actor) => ({
    ...appOperations(control, actor),
    ...releaseOperations(control, actor),
    ...buildOperations(control, actor),
    ...addonOperations(control, actor),
    ...certificateOperations(control, actor),
    ...domainOperations(control, actor),
    ...observeOperations(control),
    ...runOperations(control, actor),
    ...accessOperations(control),
  });
}
