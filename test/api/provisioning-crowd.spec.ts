import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { crowd } from '../support/crowd.js';
import { authForTests } from '../support/customer.js';

const PEOPLE = 8;

describe(`${PEOPLE} people who come at once`, () => {
  let house: TestHouse;

  beforeAll(async () => {
    const plugins = [authForTests(), workspace(), sync(), provisioning()];
    house = await createTestHouse({ plugins, role: 'all' });
  });
  afterAll(() => house?.close());

  it('have each a workspace whose store works, and have pushed to it', async () => {
    expect(await crowd(house, PEOPLE)).toEqual({
      stores: { n: PEOPLE, active: PEOPLE, logs: PEOPLE },
      events: { n: PEOPLE, stores: PEOPLE },
    });
  });
});
