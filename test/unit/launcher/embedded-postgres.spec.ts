import pg from 'pg';

describe('the PostgreSQL of the test run', () => {
  const client = new pg.Client({ connectionString: process.env.PURSER_TEST_DATABASE_URL });

  beforeAll(() => client.connect());
  afterAll(() => client.end());

  it('answers, speaks UTF-8 and knows case beyond ASCII', async () => {
    const { rows } = await client.query(`SELECT current_setting('server_encoding') AS encoding, lower('ÄÖ') AS lower`);
    expect(rows).toEqual([{ encoding: 'UTF8', lower: 'äö' }]);
  });

  it('listens on the loopback only and wants a password', async () => {
    const { rows } = await client.query(`SHOW listen_addresses`);
    expect(rows[0]).toEqual({ listen_addresses: '127.0.0.1' });
    const url = new URL(process.env.PURSER_TEST_DATABASE_URL ?? '');
    url.password = 'wrong';
    await expect(new pg.Client({ connectionString: url.href }).connect()).rejects.toMatchObject({ code: '28P01' });
  });
});
