/** The side of a test: a house and a second server process over the same database. */
import { createTestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { aCustomer, anOperator } from '../support/people.js';
import { spawnTypescript } from '../support/spawn-typescript.js';
import { purserSide } from './purser-side.js';
import type { Side } from './side.js';

const PEOPLE = 22;

export async function purserProcesses(): Promise<Side> {
  const house = await createTestHouse({ plugins: [auth(), workspace({ invitationsPerHour: 10_000 })] });
  const second = spawnTypescript('test/fixtures/workspace-process/server.ts', {
    RACE_DATABASE_URL: house.databaseUrl,
    RACE_PUBLIC_URL: house.config.publicUrl,
  });
  const other = (await second.said('ready', 60_000)).slice('ready '.length);
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => aCustomer(house)));
  const operator = await anOperator(house);
  return purserSide({
    servers: [house.url, other],
    people: people.map(({ id, email, bearer }) => ({ id, email, headers: { authorization: bearer } })),
    staff: { authorization: operator.bearer },
    query: (sql, values) => house.dataSource.query(sql, values as unknown[]),
    stop: async () => {
      await second.kill();
      await house.close();
    },
  });
}
