/** Lists are read from a replica while it is there, and where everything is when it is not. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { createTestDatabase, type TestDatabase } from '@purser/kit/testing/test-database';
import { assemble } from '../../../backend/assemble.js';
import { lantern, lanternPermissions } from '../../fixtures/plugins/lantern.js';

const MINUTE_MS = 60_000;

describe('with a replica', () => {
  let house: TestHouse;
  /** Not one, but told apart from the primary by what it holds. */
  let replica: TestDatabase;

  beforeAll(async () => {
    replica = await createTestDatabase(assemble([lantern()]));
    house = await createTestHouse({ plugins: [lantern()], config: { readUrl: replica.url } });
    await house.dataSource.query(`INSERT INTO lantern (id, name) VALUES (gen_random_uuid(), 'of the primary')`);
  });
  afterAll(async () => {
    await house.close();
    await replica.drop();
  });

  const names = async () => {
    const operator = house.signedInAs(anOperator([lanternPermissions.read]));
    const { body } = await house.request().get('/api/console/lanterns').set('authorization', operator).expect(200);
    return (body as { name: string }[]).map(({ name }) => name);
  };
  const letIn = async (open: boolean) => {
    const name = new URL(replica.url).pathname.slice(1);
    await house.dataSource.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${open}`);
    if (!open)
      await house.dataSource.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  };

  it('lists come from there, and from the primary while it is away, without a word to the reader', async () => {
    expect(await names()).toEqual([]);
    await letIn(false);
    expect(await names()).toEqual(['of the primary']);
    await letIn(true);
    expect(await names()).toEqual(['of the primary']);
    house.clock.advance(MINUTE_MS);
    expect(await names()).toEqual([]);
  });
});
