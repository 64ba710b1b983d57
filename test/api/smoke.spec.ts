/** The whole way of a synthetic person: real SMTP out of the house, real IMAP into the smoke test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { smoke } from '../../backend/cli/smoke/smoke.js';
import { houseOptions } from '../../backend/house.options.js';
import { plugins } from '../../backend/plugins.js';
import { RemoveSyntheticUsers } from '../../plugins/auth/backend/user/remove-synthetic-users.job.js';
import { type FakeSmtp, startFakeSmtp } from '../support/fake-smtp.js';
import { type ImapServer, startImapServer } from '../support/imap-server.js';
import { anOperator } from '../support/people.js';

const ADDRESS = 'smoke@example.org';

describe('pnpm purser smoke, with a mailbox', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'purser-smoke-'));
  let smtp: FakeSmtp;
  let imap: ImapServer;
  let house: TestHouse;
  /** What becomes of letters between the two servers. */
  let carry: (raw: string) => string | null;

  beforeAll(async () => {
    mkdirSync(path.join(folder, 'portal'));
    writeFileSync(path.join(folder, 'portal/index.html'), '<title>Portal</title>');
    imap = await startImapServer();
    smtp = await startFakeSmtp();
    const taken = smtp.letters.push.bind(smtp.letters);
    smtp.letters.push = (...letters) => {
      for (const { raw } of letters) {
        const carried = carry(raw);
        if (carried !== null) imap.deliver(carried);
      }
      return taken(...letters);
    };
    house = await createTestHouse({
      plugins: plugins({ SIGNING_KEYS: undefined, SMOKE_ADDRESS: ADDRESS }),
      role: 'all',
      config: {
        pagesDir: folder,
        machines: houseOptions.parse({ smtpUrl: smtp.url, mailFrom: 'Purser <purser@example.org>' }),
      },
    });
  });
  afterAll(async () => {
    await house?.close();
    await smtp?.close();
    await imap?.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    carry = (raw) => raw;
  });

  async function run(options: Record<string, string> = {}, mailboxUrl = imap.url) {
    const lines: string[] = [];
    const settings = { mailboxUrl, address: ADDRESS };
    const sound = await smoke({ url: house.url, ...options }, settings, (line) => lines.push(line));
    return { sound, lines, steps: lines.map((line) => line.replace(/ \([\d,]+ ms\)$/, '')) };
  }

  const synthetic = () => house.dataSource.query('SELECT id, email, synthetic FROM auth_user ORDER BY created_at');

  const askForProof = async (on: boolean) => {
    const { bearer } = await anOperator(house);
    const flag = house.request().put('/api/console/flags/auth.sign-up-proof-of-work');
    await flag.set('Authorization', bearer).send({ on }).expect(200);
  };

  it('signs up, also where a proof of work is asked for, confirms, recovers, signs in, cleans up, and says how long each took', async () => {
    await askForProof(true);
    const { sound, lines, steps } = await run();
    await askForProof(false);
    expect(steps.filter((line) => !line.startsWith('ok    '))).toEqual([]);
    expect(sound).toBe(true);
    expect(steps).toContain('ok    the recovery mail arrives');
    expect(lines.every((line) => /\([\d,]+ ms\)$/.test(line))).toBe(true);
    expect(lines.join('\n')).not.toMatch(/token=|smoke [\w-]{20}/);
    expect(imap.letters).toBe(0);
    const [user] = await synthetic();
    expect(user.email).toMatch(/^smoke\+[0-9a-f]{12}@example\.org$/);
    expect(user.synthetic).toBe(true);
    const open = 'SELECT 1 FROM auth_session WHERE user_id = $1 AND ended_at IS NULL';
    expect(await house.dataSource.query(open, [user.id])).toEqual([]);
  });

  it('leaves nobody behind: not in the list of people, and after an hour not at all', async () => {
    await run();
    const operator = await anOperator(house);
    const people = await house.request().get('/api/console/users').set('Authorization', operator.bearer).expect(200);
    expect(people.body).toEqual([]);
    const job = house.get<RemoveSyntheticUsers>(RemoveSyntheticUsers);
    await job.run();
    expect((await synthetic()).length).toBeGreaterThan(0);
    await house.dataSource.query(`UPDATE auth_user SET created_at = created_at - interval '61 minutes'`);
    await job.run();
    expect(await synthetic()).toEqual([]);
  });

  it('names the step that fails when a mail does not come, and cleans up all the same', async () => {
    carry = (raw) => (raw.includes('Subject: Choose a new password') ? null : raw);
    const { sound, steps } = await run({ wait: '2' });
    expect(sound).toBe(false);
    expect(steps).toContain('FAIL  the recovery mail arrives: nothing came within 2 s');
    expect(steps.at(-2)).toBe('ok    clean up: sign out everywhere, delete the letters');
    expect(steps.at(-1)).toBe('The smoke test failed at: the recovery mail arrives.');
    expect(imap.letters).toBe(0);
  });

  it('notices a link to another house', async () => {
    carry = (raw) => raw.replaceAll(house.url, 'http://evil.example');
    const { sound, steps } = await run();
    expect(sound).toBe(false);
    expect(steps).toContain(
      `FAIL  the confirmation mail arrives: its link leads to http://evil.example, not to ${house.url}`,
    );
  });

  it('says when the mailbox does not open, without its password', async () => {
    const { sound, lines } = await run({}, imap.url.replace('testpass', 'wr0ngsecret'));
    expect(sound).toBe(false);
    expect(lines.at(-1)).toBe('The smoke test failed at: the mailbox opens.');
    expect(lines.join('\n')).not.toContain('wr0ngsecret');
  });
});
