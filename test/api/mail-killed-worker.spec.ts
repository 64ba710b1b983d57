import { randomUUID } from 'node:crypto';
import { Mailer } from '@purser/kit/backend/mail';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { keyLetter, post } from '../fixtures/post/post.plugin.js';
import { type SmtpProcess, startSmtpProcess } from '../support/smtp-process.js';
import { type SpawnedProcess, spawnTypescript } from '../support/spawn-typescript.js';

const PEOPLE = Array.from({ length: 12 }, (_, n) => `person${n}@example.org`);

describe('a worker that is killed while it hands letters over', () => {
  let smtp: SmtpProcess;
  let house: TestHouse;
  const workers: SpawnedProcess[] = [];

  beforeAll(async () => {
    smtp = await startSmtpProcess();
    house = await createTestHouse({ plugins: [post()] });
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await house?.close();
    await smtp?.kill();
  });

  const startWorker = async () => {
    const env = { POST_DATABASE_URL: house.databaseUrl, POST_SMTP_URL: smtp.url };
    const worker = spawnTypescript('test/fixtures/post/worker.ts', env);
    workers.push(worker);
    await worker.said('ready');
    return worker;
  };
  const states = async (): Promise<string[]> => {
    const rows: { state: string }[] = await house.dataSource.query('SELECT state FROM house_mail');
    return rows.map(({ state }) => state);
  };
  const until = async (what: () => Promise<boolean>, ms: number) => {
    for (const end = Date.now() + ms; !(await what()); ) {
      if (Date.now() > end) throw new Error(`Not within ${ms} ms: ${JSON.stringify(await states())}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('loses nothing, and who gets a letter twice gets the same one, at most once more', async () => {
    // The server takes a letter and answers late: that is when the process dies.
    await smtp.tell({ mood: 'slow-answer' });
    for (const to of PEOPLE) {
      const data = { name: to, token: randomUUID(), code: 'ABCD-1234' };
      await house.dataSource.transaction((tx) =>
        house.get(Mailer).queue(tx, keyLetter, { to, locale: 'en', data, key: to }),
      );
    }
    const first = await startWorker();
    await until(async () => (await smtp.letters()).length >= 6, 30_000);
    await first.kill();
    const taken = (await smtp.letters()).length;
    const recorded = (await states()).filter((state) => state === 'sent').length;
    // Else it died at another moment, and this shows nothing.
    expect(taken).toBeGreaterThan(recorded);
    await smtp.tell({ mood: 'well' });
    await startWorker();
    await until(async () => (await states()).every((state) => state === 'sent'), 90_000);

    const letters = await smtp.letters();
    const copies = PEOPLE.map((person) => letters.filter(({ to }) => to[0] === person));
    expect(copies.map(({ length }) => length).filter((n) => n < 1 || n > 2)).toEqual([]);
    expect(copies.filter(({ length }) => length === 2)).toHaveLength(taken - recorded);
    for (const same of copies) {
      expect(new Set(same.map(({ raw }) => /Message-ID: (\S+)/.exec(raw)?.[1])).size).toBe(1);
      expect(new Set(same.map(({ raw }) => /token=3D([\w-]{36})/.exec(raw.replaceAll('=\r\n', ''))?.[1])).size).toBe(1);
    }
    const left = await house.dataSource.query('SELECT 1 FROM house_mail WHERE secrets IS NOT NULL');
    expect(left).toEqual([]);
  }, 180_000);
});
