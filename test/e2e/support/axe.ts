import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a scheme can change; the rest is the same page in both. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on the page as it is now, in light and in dark; each finding with the name of the place. `apart` are selectors of
 * what was looked at before and is the same here.
 */
export async function findings(page: Page, where: string, apart: readonly string[] = []): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await fadesEnded(page);
    // Without frames of other origins nothing is lost by one run in the page itself, and a page is opened less each time.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    for (const selector of apart) axe.exclude(selector);
    const { violations } = await (colorScheme === 'light'
      ? axe.withTags(STANDARDS)
      : axe.withRules(OF_COLOUR)
    ).analyze();
    for (const violation of violations) {
      for (const node of violation.nodes)
        found.push(`${where} (${colorScheme}): ${violation.id} at ${node.target} — ${node.failureSummary}`);
    }
  }
  return found;
}

/** A change of scheme is painted and fades colours; axe must not read them half-way. */
async function fadesEnded(page: Page): Promise<void> {
  await page.waitForTimeout(100);
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  });
}
