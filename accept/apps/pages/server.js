// Pages as apps send them: for everybody, for one person, slow ones, and those of a tab site whose own page cache is off (Django's headers).
import { createServer } from 'node:http';

const { PORT } = process.env;
let renders = 0;
let released = false;
let isPersonal = false;

const shared = { 'cache-control': 'public, s-maxage=60' };
const django = { 'cache-control': 'max-age=0', vary: 'Accept-Language, Cookie, Accept-Encoding' };

const who = ({ headers }) => headers.authorization ?? headers.cookie ?? 'nobody';

const pages = {
  '/shared': () => ({ headers: shared, body: 'the same for everybody' }),
  '/vary-cookie': (request) => ({ headers: { 'cache-control': 'max-age=60', vary: 'Cookie' }, body: `for ${who(request)}` }),
  '/public-vary-cookie': (request) => ({ headers: { ...shared, vary: 'Cookie' }, body: `for ${who(request)}` }),
  '/set-cookie': (request) => ({ headers: { ...shared, 'set-cookie': `seen=${Math.random()}` }, body: `for ${who(request)}` }),
  '/authorized': ({ headers }) => ({ headers: shared, body: `for ${headers.authorization ?? 'nobody'}` }),
  '/later': (request) => ({ headers: { 'cache-control': 'private' }, body: isPersonal ? `for ${who(request)}` : 'the same for everybody' }),
  '/make-personal': () => {
    isPersonal = true;
    return { body: '' };
  },
  '/renders': () => ({ headers: { 'cache-control': 'no-store' }, body: String(renders) }),
  '/slow': async () => {
    renders += 1;
    await new Promise((resolve) => setTimeout(resolve, 800));
    return { headers: { ...shared, vary: 'Accept-Encoding' }, body: 'the draw' };
  },
  '/cup/draw/': (request) => ({
    headers: django,
    body: `${released ? 'released' : 'not yet'}, seen by ${/sessionid=\w+/.exec(who(request))?.[0] ?? 'nobody'}`,
  }),
  '/cup/admin/draw/round/1/release/': () => {
    released = !released;
    return { status: 302, headers: { location: '/cup/draw/' }, body: '' };
  },
};

createServer(async (request, response) => {
  const page = pages[request.url.split('?')[0]];
  const { status = 200, headers, body } = page === undefined ? { status: 404, headers: {}, body: 'nothing' } : await page(request);
  response.writeHead(status, { 'content-type': 'text/plain', ...headers });
  response.end(body);
}).listen(Number(PORT), '127.0.0.1');
