/** A request that has to be refused, with the status of the refusal. */
export interface RefusedRequest {
  readonly what: string;
  readonly bytes: string;
  readonly status: number;
}

/** A request that is answered, and how one sees that it was understood rightly. */
export interface AmbiguousRequest {
  readonly what: string;
  readonly bytes: string;
  readonly expects: (said: string) => boolean;
}

/** What would be a request of its own if the router and the app saw its beginning at different places. */
const hidden = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

/** Platform specification, RTR-32 and RTR-33; reliability specification, section 3. */
/** Everything that is refused, whole requests and hidden ones. */
export function refusedRequests(host: string): RefusedRequest[] {
  return [...wrongFraming(host), ...wrongLines(host), ...tooMuch(host)];
}

const refused = (status: number, cases: Readonly<Record<string, string>>): RefusedRequest[] =>
  Object.entries(cases).map(([what, bytes]) => ({ what, bytes, status }));

const getOf =
  (host: string) =>
  (lines: string, target = '/whoami'): string =>
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n`;

const postOf =
  (host: string) =>
  (lines: string, body: string): string =>
    `POST /whoami HTTP/1.1\r\nHost: ${host}\r\n${lines}\r\n${body}`;

/** Where does the body end? */
function wrongFraming(host: string): RefusedRequest[] {
  const post = postOf(host);
  return [
    ...refused(400, {
      'chunked twice': post('Transfer-Encoding: chunked, chunked\r\n', `0\r\n\r\n${hidden}`),
      'two lines of codings': post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', `0\r\n\r\n${hidden}`),
      'length and chunks': post('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${hidden}`),
      'chunks and length': post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', `0\r\n\r\n${hidden}`),
      'two lengths': post('Content-Length: 4\r\nContent-Length: 60\r\n', `abcd${hidden}`),
      'the same length twice': post('Content-Length: 4\r\nContent-Length: 4\r\n', `abcd${hidden}`),
      'two lengths in one line': post('Content-Length: 4, 60\r\n', `abcd${hidden}`),
      'a negative length': post('Content-Length: -1\r\n', hidden),
      'a length with a plus': post('Content-Length: +4\r\n', `abcd${hidden}`),
      'a length in hex': post('Content-Length: 0x4\r\n', `abcd${hidden}`),
      'a length with a point': post('Content-Length: 4.0\r\n', `abcd${hidden}`),
      'a length of words': post('Content-Length: four\r\n', `abcd${hidden}`),
      'an empty length': post('Content-Length: \r\n', hidden),
      'a length beyond all numbers': post('Content-Length: 99999999999999999999\r\n', hidden),
      'a chunk of no number': post('Transfer-Encoding: chunked\r\n', `zz\r\nabcd\r\n0\r\n\r\n${hidden}`),
      'a chunk of a negative size': post('Transfer-Encoding: chunked\r\n', `-4\r\nabcd\r\n0\r\n\r\n${hidden}`),
      'a chunk size with 0x': post('Transfer-Encoding: chunked\r\n', `0x4\r\nabcd\r\n0\r\n\r\n${hidden}`),
      'a chunk longer than it says': post('Transfer-Encoding: chunked\r\n', `2\r\nabcd\r\n0\r\n\r\n${hidden}`),
    }),
    ...refused(501, {
      'another coding': post('Transfer-Encoding: gzip\r\n', hidden),
      'two codings': post('Transfer-Encoding: gzip, chunked\r\n', `0\r\n\r\n${hidden}`),
      'chunked with a tail': post('Transfer-Encoding: chunkedx\r\n', `0\r\n\r\n${hidden}`),
      identity: post('Transfer-Encoding: identity\r\n', hidden),
    }),
  ];
}

/** What is no request line, and what are no header lines. */
function wrongLines(host: string): RefusedRequest[] {
  const get = getOf(host);
  return refused(400, {
    'a space before the colon': get('Content-Length : 4\r\n'),
    'a space in a name': get('X Odd: 1\r\n'),
    'a tab before the colon': get('Host\t: x\r\n'),
    'a name of nothing': get(': x\r\n'),
    'a line without a colon': get('nonsense\r\n'),
    'a folded line': get('X-Fold: a\r\n b\r\n'),
    'a line folded by a tab': get('X-Fold: a\r\n\tb\r\n'),
    'a line that begins with a space': `GET /whoami HTTP/1.1\r\n Host: ${host}\r\n\r\n`,
    'a bare carriage return in a value': get('X-Odd: a\rb\r\n'),
    'a bare line feed in a value': get('X-Odd: a\nContent-Length : 5\r\n'),
    'a zero byte in a value': get('X-Odd: a\0b\r\n'),
    'a zero byte in a name': get('X-O\0dd: a\r\n'),
    'a control character in a name': get('X-\u0001: a\r\n'),
    'two hosts': get(`Host: ${host}\r\n`),
    'two different hosts': get('Host: other.localhost\r\n'),
    'no host': 'GET /whoami HTTP/1.1\r\n\r\n',
    'a host with a slash': `GET /whoami HTTP/1.1\r\nHost: ${host}/x\r\n\r\n`,
    'a host with a user': `GET /whoami HTTP/1.1\r\nHost: a@${host}\r\n\r\n`,
    'a host with a tab': `GET /whoami HTTP/1.1\r\nHost: ${host}\tx\r\n\r\n`,
    'a list of hosts': `GET /whoami HTTP/1.1\r\nHost: ${host}, other.localhost\r\n\r\n`,
    'lines that end with a bare carriage return': `GET /whoami HTTP/1.1\rHost: ${host}\r\r`,
    'a host with a space': `GET /whoami HTTP/1.1\r\nHost: ${host} x\r\n\r\n`,
    'another authority in the target': get('', 'http://other.localhost/whoami'),
    'a fragment in the target': get('', '/whoami#x'),
    'chunks in HTTP/1.0': `POST /whoami HTTP/1.0\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    'HTTP/0.9': 'GET /whoami\r\n\r\n',
    'no version': `GET /whoami \r\nHost: ${host}\r\n\r\n`,
    'a version that there is not': `GET /whoami HTTP/1.9x\r\nHost: ${host}\r\n\r\n`,
    'a lower-case version': `GET /whoami http/1.1\r\nHost: ${host}\r\n\r\n`,
    'a space in the target': `GET /who ami HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    'a relative target': `GET whoami HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    'an asterisk for GET': `GET * HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    'a method with a bracket': `G<T /whoami HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    'a TLS hello': '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    'HTTP/2 without TLS': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'a proxy line': `PROXY TCP4 6.6.6.6 127.0.0.1 1 80\r\n${get('')}`,
  });
}

/** Beyond the limits, and what nobody may ask. */
function tooMuch(host: string): RefusedRequest[] {
  const get = getOf(host);
  const post = postOf(host);
  return [
    ...refused(405, {
      CONNECT: `CONNECT ${host}:80 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      TRACE: `TRACE /whoami HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    }),
    ...refused(414, { 'a target of 9,000 bytes': get('', `/${'a'.repeat(9000)}`) }),
    ...refused(431, {
      'a line of 8,193 bytes': get(`X-Long: ${'a'.repeat(8193)}\r\n`),
      '101 lines': get('X-Many: 1\r\n'.repeat(101)),
      '70 kB of headers': get(`X-Long: ${'a'.repeat(7000)}\r\n`.repeat(10)),
    }),
    ...refused(417, { 'an expectation that nobody can meet': get('Expect: miracle\r\n') }),
    ...refused(413, { 'a body of 200 MB': post('Content-Length: 209715200\r\n', '') }),
    ...refused(413, {
      'a chunk extension of 20 kB': post('Transfer-Encoding: chunked\r\n', `4;x=${'a'.repeat(20_000)}\r\nabcd\r\n0\r\n\r\n`),
    }),
    ...refused(404, { 'a host that nobody has': 'GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n' }),
  ];
}

export function ambiguous(host: string): AmbiguousRequest[] {
  return [...oddTargets(host), ...oddBodies(host)];
}

function oddTargets(host: string): AmbiguousRequest[] {
  const get = lastGetOf(host);
  const keeps = (target: string): AmbiguousRequest => ({
    what: `the target ${target}`,
    bytes: get(target),
    expects: (said) => said.includes(JSON.stringify({ url: target }).slice(1, -1)),
  });
  return [
    keeps('/headers?a=1;b=2&&c=&=d'),
    keeps('/headers?q=%zz%00%2e%2E'),
    keeps('/headers/../headers?x=%20+%2B'),
    keeps('/headers?utf=%C3%A9&raw=|^`'),
    {
      what: 'two spaces before the version',
      bytes: `GET /headers?two  HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      expects: (said) => said.includes('"url":"/headers?two"'),
    },
    {
      what: 'names with an underscore',
      bytes: get('/headers', 'X_Forwarded_For: 6.6.6.6\r\nContent_Length: 5\r\n'),
      expects: (said) => said.includes(' 200 ') && !said.includes('6.6.6.6') && !said.includes('Content_Length'),
    },
    {
      what: 'headers that Connection names',
      bytes: get('/headers', 'X-Secret: 1\r\nConnection: X-Secret\r\n'),
      expects: (said) => said.includes(' 200 ') && !said.includes('X-Secret'),
    },
  ];
}

function oddBodies(host: string): AmbiguousRequest[] {
  const get = lastGetOf(host);
  return [
    {
      what: 'chunk extensions',
      bytes: `POST /whoami HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4;a=b\r\nabcd\r\n0\r\n\r\n`,
      expects: (said) => statusesOf(said) === '200',
    },
    {
      what: 'a GET with a body',
      bytes: `GET /whoami HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
      expects: (said) => statusesOf(said) === '200',
    },
    {
      what: 'a target with its own authority',
      bytes: get(`http://${host}/headers?own=1`),
      expects: (said) => said.includes('"url":"/headers?own=1"'),
    },
    {
      what: 'two requests in one write',
      bytes: `GET /headers?one HTTP/1.1\r\nHost: ${host}\r\n\r\n${get('/headers?two')}`,
      expects: (said) => statusesOf(said) === '200 200' && said.indexOf('?one') < said.indexOf('?two'),
    },
  ];
}

const lastGetOf =
  (host: string) =>
  (target: string, lines = ''): string =>
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${lines}Connection: close\r\n\r\n`;

const statusesOf = (said: string): string => [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => match[1]).join(' ');
