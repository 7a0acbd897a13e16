import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** The packages that our code asks for while a module is loaded, without what they load themselves. */
const packagesOf = async (module: string): Promise<readonly string[]> => {
  const script = `
    import { registerHooks } from 'node:module';
    const names = new Set();
    registerHooks({
      resolve(name, context, next) {
        const found = next(name, context);
        const isOurs = !(context.parentURL ?? '').includes('/node_modules/');
        const [, path = null] = found.url.split('/node_modules/');
        if (isOurs && path !== null) names.add(path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/'));
        return found;
      },
    });
    await import(${JSON.stringify(join(root, module))});
    process.stdout.write(JSON.stringify([...names].sort()));
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: root });
  const names: unknown = JSON.parse(stdout);
  assert.ok(Array.isArray(names));
  return names.map(String);
};

// What is loaded at the start stays for as long as the event lasts. What a topic needs now and then (a mail, a picture, a sheet) is
// imported by the verb that needs it: `const { createTransport } = await import('nodemailer')`.
describe('what the processes of a platform at rest have loaded', () => {
  it('the parent: a logger, a reader of what was written, the words of the command line', async () => {
    assert.deepEqual(await packagesOf('platform/main.ts'), ['pino', 'valibot']);
    assert.deepEqual(await packagesOf('cli/main.ts'), ['commander', 'valibot']);
  });
  it('control: a web server, and what its loops do every few seconds', async () => {
    assert.deepEqual(await packagesOf('platform/control/main.ts'), [
      '@fastify/cookie',
      '@fastify/csrf-protection',
      '@fastify/formbody',
      '@fastify/helmet',
      '@fastify/multipart',
      '@fastify/rate-limit',
      '@fastify/swagger',
      'croner',
      'csv-parse',
      'esbuild',
      'fastify',
      'pg',
      'pino',
      'valibot',
    ]);
  });
  it('dynod and the router: next to nothing', async () => {
    assert.deepEqual(await packagesOf('platform/dynod/main.ts'), ['pino', 'valibot']);
    assert.deepEqual(await packagesOf('platform/router/main.ts'), ['pino', 'valibot']);
  });
});
