/** `test` with a running product; one per worker, with a database and an inbox of its own. */
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { Product } from './product.js';

interface Fixtures {
  /** A browser profile of somebody else: own cookies, own storage, own local copy of a store. */
  newProfile: () => Promise<Page>;
}

interface WorkerFixtures {
  /** What the product is told beside its defaults; each set of them is a product of its own. */
  variables: NodeJS.ProcessEnv;
  product: Product;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  variables: [{}, { option: true, scope: 'worker' }],
  product: [
    async ({ variables }, use) => {
      const product = await Product.start({ variables });
      await use(product);
      await product.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  baseURL: ({ product }, use) => use(product.url),
  newProfile: async ({ browser, product }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: product.url });
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** A measured figure of this run: printed, and kept in the report. A busy machine makes it large, never the test red. */
export function report(what: string, figure: string): void {
  console.log(`  ${what}: ${figure}`);
  base.info().annotations.push({ type: what, description: figure });
}

export { expect };
