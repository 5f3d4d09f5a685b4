/**
 * Takes the picture of the sample page that the README shows: what is broken at a glance, and the wiring of one cluster
 * with what it breaks. Run: npm run picture, after npm start.
 */

import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const SAMPLE = fileURLToPath(new URL('../reports/sample/', import.meta.url));
const CLUSTER = 'cl-lyon';
const WIDTH = 1280;

const browser = await chromium.launch({
  // Debian's; elsewhere the variable says where it is.
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
try {
  // The page's own content security policy admits no other style.
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 900 },
    bypassCSP: true,
    colorScheme: 'light',
  });
  await page.goto(pathToFileURL(`${SAMPLE}scan.html`).href);
  const heading = page.locator('h3', { hasText: new RegExp(`^${CLUSTER}$`) });
  const id = await page.locator('.system', { has: heading }).getAttribute('id');
  await page.addStyleTag({
    content: `
      main > :not(#systems), #systems > :not(h2, .legend, [id="${id}"]), .finding ~ .finding, .quiet { display: none !important; }
      .system { content-visibility: visible !important; } h2 { margin-top: 1.5rem; }`,
  });
  const finding = await page.locator(`[id="${id}"] .finding`).first().boundingBox();
  if (finding === null) throw new Error(`${CLUSTER} has no finding in the sample page; expected one that breaks it`);
  const height = Math.ceil(finding.y + finding.height + 24);
  await page.screenshot({ path: `${SAMPLE}page.png`, clip: { x: 0, y: 0, width: WIDTH, height }, fullPage: true });
} finally {
  await browser.close();
}
