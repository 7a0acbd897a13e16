import helmet from '@fastify/helmet';
import Fastify from 'fastify';

/** Only our own scripts and styles; forms go to ourselves. Inline styles stay allowed: charts and boards set widths. */
const contentPolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'self'"],
  baseUri: ["'self'"],
  objectSrc: ["'none'"],
};

/** Not helmet's, but of the answer that they are read from. */
const ofAnyAnswer = new Set(['connection', 'content-length', 'content-type', 'date']);

/**
 * The headers that keep a browser safe, by helmet, worked out once: they are the same on every answer, and working them out each time
 * was a twelfth of what a page costs.
 */
export async function safeHeaders(): Promise<Readonly<Record<string, string>>> {
  const sample = Fastify({ logger: false });
  await sample.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: contentPolicy }, hsts: false });
  sample.get('/', async () => '');
  const { headers } = await sample.inject('/');
  await sample.close();
  const ours = Object.entries(headers).filter(([name]) => !ofAnyAnswer.has(name));
  return Object.fromEntries(ours.map(([name, value]) => [name, String(value)]));
}
