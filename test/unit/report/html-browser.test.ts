import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import fc from 'fast-check';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.ts';
import type { Audience } from '../../../src/report/audience.ts';
import { reporters } from '../../../src/report/index.ts';
import { sampleReport } from '../../golden/sample/report.ts';
import { chromiumPath } from '../../support/browser.ts';
import { hostileText } from './hostile-text.ts';
import { unbuilt, withTexts } from './reports.ts';

const executablePath = chromiumPath();
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Browser;
let directory = '';

/** Everything a page did besides showing itself. */
type Noise = { console: string[]; requests: string[]; dialogs: string[] };

/** Opens a report as a file and hands the page over. */
const visit = async (
  report: Report,
  options: BrowserContextOptions & { audience?: Audience },
  look: (page: Page) => Promise<void>,
): Promise<Noise> => {
  const { audience = 'engineer', ...rest } = options;
  const file = join(directory, `${crypto.randomUUID()}.html`);
  await writeFile(file, reporters.html(report, { audience }));
  const url = pathToFileURL(file).href;
  const context = await browser.newContext(rest);
  const page = await context.newPage();
  const noise: Noise = { console: [], requests: [], dialogs: [] };
  page.on('console', (message) => noise.console.push(message.text()));
  page.on('pageerror', (error) => noise.console.push(error.message));
  page.on('request', (request) => request.url().replace(/#.*/, '') !== url && noise.requests.push(request.url()));
  page.on('dialog', (dialog) => {
    noise.dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  await page.goto(url);
  await look(page);
  await context.close();
  return noise;
};

const unfold = (page: Page) =>
  page.evaluate("for (const element of document.querySelectorAll('details')) element.open = true");

const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const silent: Noise = { console: [], requests: [], dialogs: [] };
const desktop = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

describe.skipIf(executablePath === undefined)('the page in Chromium (needs one: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'assay-pages-'));
    browser = await chromium.launch({ executablePath, args: flags });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await rm(directory, { recursive: true, force: true });
  });

  test.each([
    ['engineer', 'light', desktop],
    ['engineer', 'dark', phone],
    ['recruiter', 'dark', desktop],
    ['candidate', 'light', phone],
  ] as const)(
    'for the %s (%s, %o) has no accessibility fault and is silent',
    async (audience, colorScheme, viewport) => {
      const noise = await visit(sampleReport, { colorScheme, viewport, audience }, async (page) => {
        expect(await overflow(page)).toBe(0);
        await unfold(page);
        expect(await overflow(page)).toBe(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      });
      expect(noise).toEqual(silent);
    },
    60_000,
  );

  test('a submission that did not build has no accessibility fault', async () => {
    const noise = await visit(unbuilt, { viewport: phone }, async (page) => {
      await unfold(page);
      expect(await overflow(page)).toBe(0);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
    expect(noise).toEqual(silent);
  }, 60_000);

  test('hostile text in every field opens nothing, loads nothing and widens nothing', async () => {
    for (const text of fc.sample(hostileText, { numRuns: 8, seed: 7 })) {
      const report = withTexts(sampleReport, (old) => `${old}${text}${'W'.repeat(200)}`);
      const noise = await visit(report, { viewport: phone }, async (page) => {
        await unfold(page);
        expect(await overflow(page)).toBe(0);
        expect(await page.locator('script, img, iframe, form, b, i').count()).toBe(0);
      });
      expect(noise).toEqual(silent);
    }
  }, 120_000);

  test('a finding opens by keyboard, and the list of costs leads to it', async () => {
    await visit(sampleReport, { viewport: desktop }, async (page) => {
      const finding = page.locator('details.check', { hasText: 'Accepts an expired token' });
      await finding.locator('summary').first().focus();
      await page.keyboard.press('Enter');
      expect(await finding.getAttribute('open')).not.toBeNull();
      await page.keyboard.press('Enter');
      expect(await finding.getAttribute('open')).toBeNull();
      await page.locator('.costs a', { hasText: 'Accepts an expired token' }).click();
      expect(await finding.getAttribute('open')).not.toBeNull();
      expect(await finding.locator('.curl').isVisible()).toBe(true);
    });
  });

  test('print shows every finding with its evidence', async () => {
    await visit(sampleReport, { viewport: desktop }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.check .curl').first().isVisible()).toBe(true);
      expect(await page.locator('#logs').isVisible()).toBe(false);
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
    });
  });

  test('the policy of the page stops what would get in', async () => {
    const noise = await visit(sampleReport, { viewport: desktop }, async (page) => {
      await page.setContent(
        (await page.content()).replace(
          '</main>',
          '<img src="https://203.0.113.9/x.png"><script>alert(1)</script></main>',
        ),
      );
    });
    expect(noise.dialogs).toEqual([]);
    expect(noise.console.join('\n')).toMatch(/Content Security Policy/);
  });
});
