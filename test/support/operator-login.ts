/** An operator who can sign in with a password, as a browser does. */
import type { TestHouse } from '@purser/kit/testing/house';
import { Operators } from '../../plugins/auth/backend/operator/operators.service.js';
import type { OperatorRole } from '../../plugins/auth/records.js';
import type { Agent } from './customer.js';

let serial = 0;

export async function operatorLogin(house: TestHouse, roles: OperatorRole[] = ['owner']) {
  serial += 1;
  const email = `olga-${serial}@example.org`;
  const { id, password } = await house.get(Operators).create({ email, name: 'Olga', roles }, { by: 'system' });
  return { id, email, password };
}

/** A console of its own: cookies, and the headers that it sends with them. */
export function consoleBrowser(house: TestHouse): Agent {
  return house.request().set({ 'X-Purser-Client': 'console', 'Sec-Fetch-Site': 'same-origin' });
}

export async function signInAsOperator(house: TestHouse, roles?: OperatorRole[], agent = consoleBrowser(house)) {
  const login = await operatorLogin(house, roles);
  const { body } = await agent
    .post('/api/console/session')
    .send({ email: login.email, password: login.password })
    .expect(200);
  return {
    ...login,
    agent,
    bearer: `Bearer ${body.accessToken}`,
    sessionId: body.session.id as string,
    expiresIn: body.expiresIn as number,
  };
}
