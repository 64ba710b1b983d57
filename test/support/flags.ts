import type { TestHouse } from '@purser/kit/testing/house';
import { anOperator } from './people.js';

/** For the whole installation, as an operator switches it. */
export async function turnFlag(house: TestHouse, flag: string, on: boolean): Promise<void> {
  const { bearer } = await anOperator(house);
  await house.request().put(`/api/console/flags/${flag}`).set('Authorization', bearer).send({ on }).expect(200);
}
