import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { houseOptions } from '../../backend/house.options.js';
import { MailTestCommand } from '../../backend/mail/mail-test.command.js';
import { post } from '../fixtures/post/post.plugin.js';
import { type FakeSmtp, startFakeSmtp } from '../support/fake-smtp.js';

describe('pnpm purser mail test', () => {
  let smtp: FakeSmtp;
  let house: TestHouse;

  beforeAll(async () => {
    smtp = await startFakeSmtp();
    const smtpUrl = smtp.url.replace('://', '://purser:h0use-pass@');
    house = await createTestHouse({ plugins: [post()], config: { machines: houseOptions.parse({ smtpUrl }) } });
  });
  afterAll(async () => {
    await house?.close();
    await smtp?.close();
  });
  beforeEach(() => {
    smtp.mood = 'well';
  });

  const run = async (of = house, options: Record<string, string> = { to: 'ada@example.org' }) => {
    const said: string[] = [];
    await of.get<MailTestCommand>(MailTestCommand).run({ args: [], options, print: (line) => void said.push(line) });
    return said.join('\n');
  };

  it('connects, signs in and sends, without waiting for a worker', async () => {
    const said = await run();
    expect(said).toContain(`${new URL(smtp.url).host} answers, and takes the sign-in.`);
    expect(said).toContain('It took a letter to ada@example.org');
    expect(said).not.toContain('h0use-pass');
    expect(smtp.letters.map(({ to }) => to)).toEqual([['ada@example.org']]);
  });

  it.each([
    ['strict', 'the mail server refuses our sign-in. It said: Invalid login: 535'],
    ['refuse-sender', 'The letter is queued: Mail command failed: 553'],
    ['refuse-recipient', 'The letter is failed'],
    ['full', 'the mail server cannot be reached'],
  ] as const)('says what is wrong with one that is %s', async (mood, words) => {
    await smtp.stop();
    await smtp.start();
    smtp.mood = mood;
    const error = await run().catch((thrown: Error) => thrown.message);
    expect(error).toContain(words);
    expect(error).not.toContain('h0use-pass');
  });

  it('asks for an address, and for a server', async () => {
    await expect(run(house, {})).rejects.toThrow('Say where to');
    const bare = await createTestHouse({ plugins: [post()] });
    try {
      await expect(run(bare)).rejects.toThrow('No mail server is configured');
    } finally {
      await bare.close();
    }
  });
});
