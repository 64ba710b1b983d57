import { randomUUID } from 'node:crypto';
import { defineMail, Mailer } from '@purser/kit/backend/mail';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { keyLetter, PostModule, postcard } from '../fixtures/post/post.plugin.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const asked = defineMail({ ...keyLetter, name: 'asker.key', capped: true });
const askedToo = defineMail({ ...keyLetter, name: 'asker.other', capped: true });
const notice = defineMail({ ...postcard, name: 'asker.notice' });
const asker = definePlugin({
  name: 'asker',
  worksWith: '^1.0.0',
  module: PostModule,
  mails: [asked, askedToo, notice],
});

describe('what an address gets of mails that anybody can ask for', () => {
  let house: TestHouse;
  let beside: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [asker()] });
    beside = await createTestHouse({ plugins: [asker()], beside: house });
  });
  afterAll(async () => {
    await beside?.close();
    await house?.close();
  });
  beforeEach(async () => {
    await house.dataSource.query('TRUNCATE house_mail, house_mail_allowance');
  });

  const data = { name: 'Ada', token: 't', code: 'c' };
  const queue = (to = 'ada@example.org', mail = asked, key: string = randomUUID(), at = house) =>
    at.dataSource.transaction((tx) => at.get(Mailer).queue(tx, mail, { to, locale: 'en', data, key }));
  const admits = (to = 'ada@example.org') => house.dataSource.transaction((tx) => house.get(Mailer).admits(tx, to));
  const count = async (): Promise<number> => {
    const [row] = await house.dataSource.query('SELECT count(*)::int AS n FROM house_mail');
    return row.n;
  };

  it('are exactly three, of 20 at once over two processes and in every spelling', async () => {
    const spellings = ['ada@example.org', 'ADA@example.org', ' ada@EXAMPLE.ORG '];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        queue(spellings[n % 3], n % 2 ? asked : askedToo, randomUUID(), n % 4 < 2 ? house : beside),
      ),
    );
    expect(await count()).toBe(3);
    const { text } = await house.request().get('/metrics');
    expect(text).toMatch(/purser_mail_total\{template="asker.(key|other)",result="capped"\} [1-9]/);
  });

  it('are three in any ten minutes, and ten in any day', async () => {
    const sentAfter: number[] = [];
    for (let minute = 0; minute < 24 * 60 + 11; minute += 1) {
      const before = await count();
      await queue();
      if ((await count()) > before) sentAfter.push(minute);
      // Each hour has its rush, and then nobody asks.
      house.clock.advance(minute % 60 < 11 ? MINUTE : 0);
      if (minute % 60 >= 11) {
        house.clock.advance((60 - (minute % 60)) * MINUTE);
        minute += 59 - (minute % 60);
      }
    }
    expect(sentAfter).toEqual([0, 1, 2, 10, 11, 60, 61, 62, 70, 71, 1440, 1441, 1442, 1450]);
  });

  it('say before whether another one would go, and keep the word until the transaction ends', async () => {
    await queue();
    await queue();
    const [first, second] = await Promise.all(
      [1, 2].map(() =>
        house.dataSource.transaction(async (tx) => {
          const admitted = await house.get(Mailer).admits(tx, 'ada@example.org');
          if (admitted) {
            const letter = { to: 'ada@example.org', locale: 'en', data, key: randomUUID() } as const;
            await house.get(Mailer).queue(tx, asked, letter);
          }
          return admitted;
        }),
      ),
    );
    expect([first, second].filter(Boolean)).toHaveLength(1);
    expect(await count()).toBe(3);
    expect(await admits()).toBe(false);
    expect(await admits('bo@example.org')).toBe(true);
  });

  it('are not used up by what is rolled back, or is queued already', async () => {
    const undone = house.dataSource.transaction(async (tx) => {
      await house.get(Mailer).queue(tx, asked, { to: 'ada@example.org', locale: 'en', data, key: 'undone' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await Promise.all(Array.from({ length: 20 }, () => queue('ada@example.org', asked, 'the same')));
    await queue();
    await queue();
    await queue();
    expect(await count()).toBe(3);
  });

  it('never hold up a notice', async () => {
    for (let n = 0; n < 6; n += 1) await queue();
    const letter = { to: 'ada@example.org', locale: 'en', data: { text: 'Your password was changed' } } as const;
    for (let n = 0; n < 6; n += 1) {
      await house.dataSource.transaction((tx) =>
        house.get(Mailer).queue(tx, notice, { ...letter, key: `notice:${n}` }),
      );
    }
    expect(await count()).toBe(9);
  });

  it('are forgotten after a day', async () => {
    await queue();
    await house.dataSource.transaction((tx) => house.get(Mailer).admits(tx, 'only-asked@example.org'));
    house.clock.advance(25 * HOUR);
    await queue('late@example.org');
    await house.dataSource.query(`SELECT graphile_worker.add_job('house.sweep-mails')`);
    await house.runJobs();
    house.clock.advance(-25 * HOUR);
    const left = await house.dataSource.query('SELECT address_key FROM house_mail_allowance');
    expect(left).toEqual([{ address_key: 'late@example.org' }]);
  });
});
