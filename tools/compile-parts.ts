// Run by npm's prepare: compiles what the platform's parts load and keeps it, so that the first start is as quick, and as small, as the
// second: a part that has to strip types itself keeps 25 MB for it as long as it lives.
import { flushCompileCache } from 'node:module';

await Promise.all(process.argv.slice(2).map((part) => import(`../${part}`)));
flushCompileCache();
process.exit();
