import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { houseOptions } from '../../backend/house.options.js';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { authForTests, PASSWORD } from '../support/customer.js';
import { type FakeSmtp, startFakeSmtp, type TakenLetter } from '../support/fake-smtp.js';

const PUBLIC = 'https://app.example.org';
const forged = {
  Host: 'evil.example',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'http',
  Forwarded: 'host=evil.example;proto=http',
  'X-Original-URL': 'https://evil.example/',
};

/** Without the folding and the escapes of quoted-printable. */
function readable({ raw }: TakenLetter): string {
  const bytes = raw
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number(`0x${hex}`)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function headersOf({ raw }: TakenLetter): string[] {
  const [head = ''] = raw.split('\r\n\r\n');
  return head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
}

describe('links in mails', () => {
  let smtp: FakeSmtp;
  let house: TestHouse;

  beforeAll(async () => {
    smtp = await startFakeSmtp();
    house = await createTestHouse({
      plugins: [authForTests(), reset({ perAddress: { points: 100_000 } })],
      // As behind a proxy of one's own, whose headers are believed for addresses of clients.
      config: {
        publicUrl: PUBLIC,
        consoleUrl: PUBLIC,
        trustProxy: 1,
        machines: houseOptions.parse({ smtpUrl: smtp.url, mailFrom: 'Purser <purser@example.org>' }),
      },
    });
  });
  afterAll(async () => {
    await house?.close();
    await smtp?.close();
  });
  beforeEach(() => {
    smtp.letters.length = 0;
  });

  const post = (path: string, body: object) => house.request().post(path).set(forged).send(body);
  const sent = async (): Promise<TakenLetter[]> => {
    expect((await house.runJobs()).failed).toEqual([]);
    return smtp.letters;
  };

  it('lead to the configured host, whatever Host a request names', async () => {
    const person = { email: 'forged@example.org', name: 'Ada', password: PASSWORD };
    await post('/api/auth/signup', person).expect(202);
    await post('/api/reset/request', { email: person.email }).expect(202);
    const letters = await sent();
    expect(letters.length).toBeGreaterThanOrEqual(2);
    for (const letter of letters) {
      const links = readable(letter).match(/\b[a-z]+:\/\/[^\s<"]+/gi) ?? [];
      expect(links.length).toBeGreaterThan(2);
      expect(links.map((link) => new URL(link).origin).filter((origin) => origin !== PUBLIC)).toEqual([]);
      expect(letter.raw).not.toContain('evil.example');
    }
  });

  it('refuse names that would write headers, and carry odd ones as they are', async () => {
    const person = { email: 'odd@example.org', password: PASSWORD };
    await post('/api/auth/signup', { ...person, name: 'Ada\r\nBcc: eve@example.org' }).expect(400);
    const name = '{{publicUrl}} <b>Zoë</b> مرحبا 👩‍🚀';
    await post('/api/auth/signup', { ...person, name }).expect(202);
    const [letter, ...others] = await sent();
    if (!letter) throw new Error('nothing was sent');
    expect(others).toEqual([]);
    expect(letter.to).toEqual(['odd@example.org']);
    const names = headersOf(letter).map((line) => line.split(':')[0]?.toLowerCase());
    expect(names.filter((header) => header === 'bcc' || header === 'cc')).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    const [text, html] = readable(letter).split(/Content-Type: text\/html/);
    expect(text).toContain(`Welcome, ${name}`);
    expect(html).toContain('{{publicUrl}} &#60;b&#62;Zoë&#60;/b&#62; مرحبا 👩‍🚀');
  });

  it.each([
    '"ada@example.org, eve"@example.org',
    'ada@example.org\r\nBcc: eve@example.org',
    'ada@example.org,eve@example.org',
  ])('go to nobody for the address %j', async (email) => {
    await post('/api/auth/signup', { email, name: 'Ada', password: PASSWORD }).expect(400);
    expect(await sent()).toEqual([]);
  });
});
