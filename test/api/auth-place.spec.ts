/** Where a session was opened, as coarsely as a trusted proxy tells, and as nobody else does. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { authForTests, browser, confirmed, signIn } from '../support/customer.js';
import { anOperator } from '../support/people.js';

const HEADERS = { 'X-City': 'Lisbon', 'X-Country': 'PT', 'CF-IPCity': 'Bern' };

describe('the place of a session', () => {
  const houses: TestHouse[] = [];
  afterAll(async () => {
    for (const house of houses) await house.close();
  });

  it.each([
    [
      'from the headers that the installation names',
      { trustProxy: 1, placeHeaders: ['x-city', 'x-country'] },
      'Lisbon, PT',
    ],
    ['from no other header', { trustProxy: 1, placeHeaders: ['x-region'] }, null],
    ['from none when none is named', { trustProxy: 1 }, null],
    ['from nobody without a proxy of ours', { trustProxy: 0, placeHeaders: ['x-city', 'x-country'] }, null],
  ])('is told %s, to the person and to operators', async (_, config, place) => {
    const house = await createTestHouse({ plugins: [authForTests()], config });
    houses.push(house);
    const ada = await signIn(house, await confirmed(house), undefined, browser(house).set(HEADERS));
    const own = await house.request().get('/api/auth/sessions').set('Authorization', ada.bearer).expect(200);
    expect(own.body).toEqual([expect.objectContaining({ id: ada.sessionId, place, device: 'Firefox on Linux' })]);
    const { bearer } = await anOperator(house);
    const all = await house.request().get('/api/console/sessions').set('Authorization', bearer).expect(200);
    expect(all.body).toEqual([expect.objectContaining({ id: ada.sessionId, place, device: 'Firefox on Linux' })]);
  });
});
