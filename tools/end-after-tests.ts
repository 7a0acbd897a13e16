// Loaded into each test file's process. One that leaves a connection open would stay for ever, for the runner's time limit does not end it:
// it gets a while after its last test, then ends. (`--test-force-exit` ends it at once, before it has told of all its tests.)
import { after } from 'node:test';

const graceMs = 60_000; // an installation that stops on a busy machine takes its time

after(() => {
  setTimeout(() => process.exit(), graceMs).unref();
});
