import { chromium, type Browser } from 'playwright-core';

/**
 * The system's Chromium, headless. Its own sandbox is off for root only, whom Chromium refuses otherwise. Close it when done. A SIGTERM ends
 * this process as any other, and the browser with it: Playwright's own handler would only close the browser, and a test file whose time is up
 * would stay for ever.
 */
export async function openBrowser(): Promise<Browser> {
  const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    handleSIGTERM: false,
    args: process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet,
  });
}
