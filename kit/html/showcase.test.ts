import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../testing/browser.ts';
import { loadAssets, type Assets } from './assets.ts';
import { banner, card, chip, emptyState, field, icon, meter, statusSentence, tile } from './controls.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import { table } from './table.ts';

/** Every part of the kit on one page, as in the mock-up. With ROSTRA_SCREENSHOTS=folder the run leaves pictures there. */
function showcase(): Html {
  return layout({
    title: 'Components',
    face: 'lab',
    kind: 'desk',
    event: 'Components',
    state: html`<span class="r-saved" role="status">${icon('cloud-check')}<span>Saved 14:03:20</span></span>`,
    tabs: ['States', 'Actions', 'Messages', 'Forms'].map((label, index) => ({
      label,
      href: '#',
      current: index === 0,
      count: index === 2 ? 3 : 0,
    })),
    islands: ['kit/hold-button', 'kit/copy-button', 'kit/live-region', 'kit/submit-once'],
    body: html`${statusSentence({
      state: 'wait',
      sentence: 'One kit for three faces. Each part says its state in words.',
      detail: html`Next: <b>every part is used on the other pages.</b>`,
      icon: 'grid-1x2',
      actions: [html`<a class="btn btn-outline" href="#">Preview</a>`],
    })}
    <section class="r-tiles" aria-label="Now">${tile({ label: 'People here now', value: '1,204', judge: 'of 1,240 expected', href: '#' })}${tile({ label: 'Speed, 95 of 100 pages faster than', value: 84, unit: 'ms', judge: 'good · slow would be 1,000 ms' })}${tile({ label: 'Failed', value: 0 })}</section>
    <div class="r-two"><div class="r-stack">${calm()}</div><div class="r-stack">${trouble()}</div></div>${rows()}`,
  });
}

function calm(): Html[] {
  return [
    card({
      title: 'Buttons',
      body: html`<div class="r-buttons"><button class="btn btn-primary">Publish draw</button><button class="btn btn-outline">Preview</button><button class="btn">Cancel</button><button class="btn btn-danger">Retract</button><button class="btn btn-primary" disabled>Not ready: 2 rooms</button></div>
      <form method="post" action="/held"><input type="hidden" name="held" value="1"><button class="btn btn-primary r-hold" data-island="hold-button" data-props="${JSON.stringify({ ms: 200 })}">${icon('send-fill')}Hold 1 s: 1,240 people see it</button></form>`,
    }),
    card({
      title: 'Status words',
      body: html`<div class="r-buttons">${chip('ok', 'up')}${chip('wait', 'waits for 2')}${chip('late', 'late 2:41')}${chip('fail', 'failed')}${chip('idle', 'draft')}${chip('brand', 'Round 3')}</div>`,
    }),
    card({
      title: 'Form',
      body: html`<form method="post" action="/answer" data-island="submit-once" class="r-stack"><input type="hidden" name="intent" value="i1">
      ${field({ name: 'points', label: 'Points for the pot', type: 'number', value: 24, error: '24 is more than you have. Give a number from 0 to 20.', attributes: { inputmode: 'numeric' } })}
      ${field({
        name: 'side',
        label: 'Side',
        type: 'select',
        value: 'b',
        options: [
          { value: 'a', label: 'Government' },
          { value: 'b', label: 'Opposition' },
        ],
      })}
      ${field({
        name: 'way',
        label: 'How sure are you?',
        type: 'radio',
        value: 2,
        options: [
          { value: 1, label: 'Not sure' },
          { value: 2, label: 'Sure' },
        ],
        help: 'Only you see this.',
      })}
      ${field({ name: 'agree', label: 'I have read it', type: 'checkbox', value: true })}
      <div class="r-buttons"><button class="btn btn-primary">Send</button></div></form>`,
    }),
  ];
}

function trouble(): Html[] {
  return [
    banner({ kind: 'offline', text: 'You are offline since 14:02.', detail: '2 ballots wait on this device and go out by themselves.' }),
    banner({ kind: 'degraded', text: 'Live updates are slow.', detail: 'Pages and answers work as ever. What you see is 40 s old.' }),
    banner({
      kind: 'failed',
      text: 'Draw 3 did not go out.',
      detail: html`Nobody saw anything, nothing changed. <a href="#">Give B204 a chair</a>. <code>T-DRW-07</code>`,
    }),
    banner({ kind: 'recovered', text: 'Back online.', detail: html`Receipts <code>7KQ2-M4XD</code> and <code>P3RV-88TN</code>.` }),
    emptyState({
      icon: 'inbox',
      sentence: 'No ballots are waiting',
      fact: '14 rooms still debate. The first is due at 15:20.',
      action: html`<button class="btn btn-outline">Show the 14 rooms</button>`,
    }),
    card({
      title: 'Live',
      aside: html`<span data-live-state><span>Live</span></span>`,
      body: html`<div data-island="live-region" data-props="${JSON.stringify({ url: '/events' })}"><div data-live="people"><p id="count">none</p><input id="typed" aria-label="Typed"></div></div>`,
    }),
  ];
}

function rows(): Html {
  return card({
    title: 'Dynos',
    say: 'all on release v31',
    flush: true,
    body: table({
      caption: 'Dynos of tab',
      cards: true,
      columns: [
        { label: 'Dyno' },
        { label: 'State' },
        { label: 'Load', numeric: true },
        { label: 'Memory of 512 MB', numeric: true },
        { label: 'Actions', hidden: true },
      ],
      rows: [
        [
          html`<b>web.1</b>`,
          chip('ok', 'up'),
          meter(11, '11 %'),
          meter(59, '302 MB'),
          html`<button class="r-icon" aria-label="Actions for web.1">${icon('three-dots')}</button>`,
        ],
        { state: 'late', cells: [html`<b>worker.1</b>`, chip('late', 'came back'), meter(34, '34 %'), meter(92, '471 MB'), null] },
        { state: 'fail', cells: [html`<b>web.2</b>`, chip('fail', 'crashed'), null, meter(120, '614 MB'), null] },
      ],
    }),
  });
}

describe('the kit in a browser', () => {
  const streams = new Set<ServerResponse>();
  const bodies: string[] = [];
  let unanswered = 0;
  let assets: Assets;
  let server: Server;
  let browser: Browser;
  let page: Page;

  before(async () => {
    assets = await loadAssets();
    server = createServer((request, response) => {
      const asset = assets.files.find((file) => file.url === request.url);
      response.setHeader('content-security-policy', "default-src 'self'; img-src 'self' data:");
      if (asset) response.setHeader('content-type', asset.contentType).end(asset.body);
      else if (request.url === '/events') streams.add(response.writeHead(200, { 'content-type': 'text/event-stream' }));
      else if (request.method === 'POST')
        request
          .setEncoding('utf8')
          .on('data', (body: string) => bodies.push(`${request.url} ${body}`))
          .on('end', () => answer(response));
      else response.setHeader('content-type', 'text/html').end(String(showcase()));
    }).listen(0, '127.0.0.1');
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const address = server.address();
    await page.goto(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
  });
  after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  function answer(response: ServerResponse): void {
    if (unanswered-- > 0) response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'text/html', 'x-rostra-location': '/after' }).end();
  }

  for (const { name, width, dark } of [
    { name: 'light', width: 1280, dark: false },
    { name: 'dark', width: 1280, dark: true },
    { name: '320', width: 320, dark: false },
  ]) {
    it(`stands within its width: ${name}`, async () => {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(ground, dark ? 'rgb(19, 17, 22)' : 'rgb(247, 245, 242)');
      const folder = process.env['ROSTRA_SCREENSHOTS'];
      if (folder) await page.screenshot({ path: join(folder, `kit-${name}.png`), fullPage: true });
    });
  }

  it('lets a person choose light or dark, and keeps the choice over a reload', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'Light or dark' }).click();
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('data-bs-theme'), 'dark');
    await page.getByRole('button', { name: 'Light or dark' }).click();
    assert.equal(await page.locator('html').getAttribute('data-bs-theme'), 'light');
  });

  it('brings the skip link to the eye of who tabs', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to content');
  });

  it('shows what the stream says without taking the caret from who types', async () => {
    await page.locator('#typed').fill('half a wo');
    const markup = JSON.stringify(String(html`<p id="count">${'<3>'} people</p><input id="typed" aria-label="Typed">`));
    await until(() => streams.size > 0);
    for (const stream of streams) stream.write(`event: people\ndata: ${markup}\n\n`);
    await page.getByText('<3> people').waitFor();
    assert.equal(await page.locator('#typed').inputValue(), 'half a wo');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'typed');
  });

  it('sends a held button only when it was held', async () => {
    const button = page.getByRole('button', { name: /^Hold/ });
    await button.click();
    assert.deepEqual(bodies, []);
    await button.hover();
    await page.mouse.down();
    await page.waitForURL('**/held');
    await page.mouse.up();
    await page.goBack();
  });

  it('takes Enter twice for holding', async () => {
    const sent = bodies.length;
    await page.getByRole('button', { name: /^Hold/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Press again to confirm.').waitFor();
    await page.locator('form[action="/held"][data-keep]').waitFor(); // nothing that is on its way changes what is confirmed
    await page.keyboard.press('Enter');
    await page.waitForURL('**/held');
    assert.equal(bodies.length, sent + 1);
    await page.goBack();
  });

  it('sends an unanswered form again with the same intent, then follows the answer', async () => {
    bodies.length = 0;
    unanswered = 2;
    await page.getByRole('button', { name: 'Send' }).dblclick();
    await page.waitForURL('**/after');
    assert.equal(bodies.length, 3);
    assert.equal(new Set(bodies).size, 1);
    assert.match(bodies[0] ?? '', /intent=i1&points=24&side=b&way=2&agree=1/);
  });

  it('follows the answer also when news has taken the form off the page meanwhile', async () => {
    await page.goBack();
    bodies.length = 0;
    unanswered = 1;
    await page.getByRole('button', { name: 'Send' }).click();
    await until(() => bodies.length === 1);
    await page.evaluate(() => document.querySelector('form[action="/answer"]')?.remove());
    await page.waitForURL('**/after');
    assert.equal(bodies.length, 2);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let left = 100; left > 0 && !holds(); left--) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(holds());
}
