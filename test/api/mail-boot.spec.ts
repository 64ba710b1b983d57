import { createTestHouse } from '@purser/kit/testing/house';
import { houseOptions } from '../../backend/house.options.js';
import { post } from '../fixtures/post/post.plugin.js';
import { startFakeSmtp } from '../support/fake-smtp.js';

describe('a worker that starts', () => {
  it('finds out by itself that its mail configuration is wrong, runs on, and says so where operators look', async () => {
    const smtp = await startFakeSmtp();
    smtp.mood = 'strict';
    const smtpUrl = smtp.url.replace('://', '://purser:h0use-pass@');
    const house = await createTestHouse({
      plugins: [post()],
      role: 'all',
      config: { machines: houseOptions.parse({ smtpUrl }) },
    });
    const mail = async (): Promise<{ status: string; detail: string }> => {
      const { body } = await house.request().get('/health');
      return { ...body.info, ...body.error }['house.mail'];
    };
    try {
      for (const end = Date.now() + 30_000; (await mail()).status === 'up' && Date.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      expect(await mail()).toMatchObject({ status: 'down' });
      expect((await mail()).detail).toMatch(/^the mail server refuses our sign-in since .+; nothing waits$/);
      expect((await mail()).detail).not.toContain('h0use-pass');
      // It can do everything else.
      await house.request().get('/health/ready').expect(200);
      expect(smtp.letters).toEqual([]);
    } finally {
      await house.close();
      await smtp.close();
    }
  }, 60_000);
});
