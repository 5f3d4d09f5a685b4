/** A real browser, and the pages of results opened from disk in it. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Result } from '../../../src/model/finding.ts';
import { html } from '../../../src/report/html/html.ts';

/** Debian's; elsewhere the variable says where it is. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

const QUIET = ['background-networking', 'component-update', 'sync'].map(each => `--disable-${each}`);

/** A page, and everything that a harmless one leaves empty. */
export type Opened = {
  readonly page: Page;
  /** Console messages, errors, dialogs and requests beyond the file itself. */
  readonly noise: readonly string[];
};

export type Desk = {
  /** Opens a page, in place of the one before. */
  open(result: Result, options?: BrowserContextOptions, hash?: string): Promise<Opened>;
  close(): Promise<void>;
};

const DESKTOP = { width: 1280, height: 900 };

/** Starts the browser; pages are files in a folder that is gone afterwards. */
export async function desk(): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'midrift-'));
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...QUIET],
  });
  const files = new Map<Result, string>();
  // A window takes longer to open than a page: it is used again unless it has options of its own.
  const plain = await browser.newPage({ viewport: DESKTOP });
  let special: BrowserContext | undefined;

  async function fileOf(result: Result): Promise<string> {
    const known = files.get(result);
    if (known !== undefined) return known;
    const file = join(folder, `${files.size}.html`);
    await writeFile(file, [...html(result)].join(''));
    files.set(result, file);
    return file;
  }

  async function fresh(options: BrowserContextOptions | undefined): Promise<Page> {
    await special?.close();
    special = undefined;
    if (options !== undefined) {
      special = await browser.newContext({ viewport: DESKTOP, ...options });
      return special.newPage();
    }
    plain.removeAllListeners();
    await plain.goto('about:blank');
    await plain.setViewportSize(DESKTOP);
    await plain.emulateMedia({ media: null, colorScheme: null });
    return plain;
  }

  return {
    async open(result, options, hash = '') {
      const url = pathToFileURL(await fileOf(result)).href;
      const page = await fresh(options);
      const noise: string[] = [];
      page.on('console', message => noise.push(`console: ${message.text()}`));
      page.on('pageerror', error => noise.push(`error: ${error.message}`));
      page.on('request', request => {
        if (request.url().split('#')[0] !== url) noise.push(`request: ${request.url()}`);
      });
      page.on('dialog', async dialog => {
        noise.push(`dialog: ${dialog.message()}`);
        await dialog.dismiss();
      });
      await page.goto(url + hash);
      return { page, noise };
    },
    async close() {
      await browser.close();
      await rm(folder, { recursive: true });
    },
  };
}
