import { openBrowser } from '#kit/testing/browser.ts';
import { RouterRig, tabRoutes } from './router-rig.ts';
const rig = await RouterRig.start();
const browser = await openBrowser();
const shots = [['h14', tabRoutes([], { desired: 0 })], ['h80', tabRoutes([], { maintenance: { html: null } })], ['h81', tabRoutes([], { release: null })], ['h10', tabRoutes([], { desired: 1 })]] as const;
for (const [name, routes] of shots) {
  await rig.push(routes);
  for (const [scheme, width] of [['light', 1000], ['dark', 1000], ['light', 320], ['dark', 320]] as const) {
    if (name !== 'h14' && scheme === 'dark' && width === 1000) continue;
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: width === 320 ? 640 : 600 } });
    await page.goto(`http://tab.localhost:${rig.port}/`);
    await page.screenshot({ path: `/tmp/shot-${name}-${scheme}-${width}.png` });
    await page.close();
  }
}
await browser.close();
await rig.close();
