import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { CreateOperator } from '../../plugins/auth/backend/operator/create-operator.command.js';
import { Seed } from '../../plugins/auth/backend/seed/seed.command.js';
import { authForTests } from '../support/customer.js';

const HEADERS = { 'X-Purser-Client': 'console', 'Sec-Fetch-Site': 'same-origin' };

async function run(command: { run(run: object): Promise<void> }, options: Record<string, string | true> = {}) {
  const lines: string[] = [];
  await command.run({ args: [], options, print: (line: string) => lines.push(line) });
  return lines;
}

describe('operators at the command line', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests()] });
  });
  afterAll(() => house?.close());

  it('are told what is missing', async () => {
    await expect(run(house.get(CreateOperator))).rejects.toThrow('Give --email <address>');
    await expect(run(house.get(CreateOperator), { email: 'x@example.org', role: 'emperor' })).rejects.toThrow('--role');
  });

  it('seed an empty house once, and never production', async () => {
    const empty = await createTestHouse({ plugins: [authForTests()] });
    try {
      const first = JSON.parse(String((await run(empty.get(Seed))).at(-1)));
      await empty.request().post('/api/console/session').set(HEADERS).send(first.operator).expect(200);
      await empty.request().post('/api/auth/login').send(first.customer).expect(200);
      const second = JSON.parse(String((await run(empty.get(Seed))).at(-1)));
      expect(second).toEqual({ operator: null, customer: null });
      Object.assign(empty.config, { mode: 'production' });
      await expect(run(empty.get(Seed))).rejects.toThrow('for development');
    } finally {
      await empty.close();
    }
  });
});
