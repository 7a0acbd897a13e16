// A13: what a raw socket can send that no browser would: each is refused or normalised, and nothing is smuggled.
import { deployEcho, logLines } from './echo-app.ts';
import { exchangeRaw, statuses } from './raw-request.ts';
import { ambiguous, refusedRequests } from './raw-cases.ts';
import { expect, type Story } from './story.ts';

type House = Parameters<Story['tell']>[0];

export const story: Story = {
  async tell(house) {
    const app = await deployEcho(house);
    const host = `${app}.localhost`;
    const refused = await Promise.all(
      refusedRequests(host).map(async (each) => ({ ...each, got: statuses(await exchangeRaw(house.port, each.bytes)) })),
    );
    const wrong = refused.filter(({ got, status }) => got[0] !== status || got.length > 1);
    expect(wrong.length === 0, wrong.map(({ what, got, status }) => `${what}: ${got.join(', ')} instead of ${status}`).join('; '));
    const passed = ambiguous(host);
    for (const { what, bytes, expects } of passed) {
      const said = await exchangeRaw(house.port, bytes);
      expect(expects(said), `${what}: ${said.slice(0, 300)}`);
    }
    await replaced(house, host);
    const lines = await logLines(house, app);
    expect(!lines.some((line) => line.endsWith('SMUGGLED')), 'A smuggled request has reached the dyno.');
    return `${refused.length} refused as specified, ${passed.length} normalised or kept byte for byte, forged headers replaced, nothing smuggled`;
  },
};

/** What a client may not say of itself. */
async function replaced(house: House, host: string): Promise<void> {
  const forged = [
    'X-Forwarded-For: 6.6.6.6',
    'X-Forwarded-Proto: gopher',
    'X-Forwarded-Port: 1',
    'X-Forwarded-Host: evil',
    'X-Request-Start: 1',
    'Via: 1.1 evil',
    'X-Request-ID: <script>',
  ];
  const said = await exchangeRaw(
    house.port,
    `GET /headers HTTP/1.1\r\nHost: ${host}\r\n${forged.join('\r\n')}\r\nConnection: close\r\n\r\n`,
  );
  for (const value of ['6.6.6.6', 'gopher', 'script']) expect(!said.includes(value), `The forged value ${value} reached the dyno.`);
  expect(!/"X-Request-Start","1"/i.test(said) && !/"X-Forwarded-Port","1"/i.test(said), 'A forged header reached the dyno.');
  expect(/"X-Forwarded-For","127\.0\.0\.1"/i.test(said), `The client's address is missing: ${said.slice(0, 400)}`);
}
