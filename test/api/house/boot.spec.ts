import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';

describe('a house without plugins', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [], logLevel: process.env.LOG ?? 'silent' });
  });
  afterAll(() => house.close());

  it('answers an unknown route with the shape of every refusal', async () => {
    const answer = await house.request().get('/api/nothing-here').expect(404);
    expect(answer.body).toEqual({
      code: 'not_found',
      message: 'There is nothing here.',
      requestId: answer.get('x-request-id'),
    });
  });
});
