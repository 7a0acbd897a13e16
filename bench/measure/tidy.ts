/** Has `work` say what must be ended later, and ends it in reverse order, whether the work is done, has failed, or is interrupted. */
export async function tidily(work: (later: (end: () => Promise<void>) => void) => Promise<void>): Promise<void> {
  const ends: (() => Promise<void>)[] = [];
  const endAll = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  const interrupted = (): void => void endAll().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  try {
    await work((end) => ends.push(end));
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
    await endAll();
  }
}
