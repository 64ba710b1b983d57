/** Workspaces over the API, as people and operators use it. */
import type { TestHouse } from '@purser/kit/testing/house';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import type { Role, SentInvitationRecord } from '../../plugins/workspace/records.js';
import { aCustomer, type TestPerson } from './people.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export function as(house: TestHouse, person: Pick<TestPerson, 'bearer'>, method: Method, path: string) {
  return house.request()[method](path).set('Authorization', person.bearer);
}

export async function aWorkspace(house: TestHouse, owner: TestPerson, name = `W ${Math.random()}`): Promise<string> {
  return (await as(house, owner, 'post', '/api/workspaces').send({ name }).expect(201)).body.id;
}

export async function addMember(house: TestHouse, workspaceId: string, person: TestPerson, role: Role): Promise<void> {
  const seat = { workspaceId, userId: person.id, role };
  await house.dataSource.transaction((tx) => house.get<Memberships>(Memberships).add(tx, seat, { by: 'system' }));
}

/** A workspace with one person of every role. */
export async function aCrew(house: TestHouse) {
  const [owner, admin, member, viewer] = (await Promise.all(
    ['Owen', 'Adele', 'Mara', 'Vera'].map((name) => aCustomer(house, name)),
  )) as [TestPerson, TestPerson, TestPerson, TestPerson];
  const id = await aWorkspace(house, owner);
  for (const [person, role] of [
    [admin, 'admin'],
    [member, 'member'],
    [viewer, 'viewer'],
  ] as const) {
    await addMember(house, id, person, role);
  }
  return { id, owner, admin, member, viewer };
}

export function invite(house: TestHouse, workspaceId: string, by: TestPerson, body: Record<string, unknown>) {
  return as(house, by, 'post', `/api/workspaces/${workspaceId}/invitations`).send(body);
}

export async function invited(
  house: TestHouse,
  workspaceId: string,
  by: TestPerson,
  email: string,
  role: Role = 'member',
): Promise<SentInvitationRecord & { token: string }> {
  const { body } = await invite(house, workspaceId, by, { email, role }).expect(201);
  return { ...body, token: await mailedToken(house, email) };
}

/** The token in the newest invitation mail to this address. */
export async function mailedToken(house: TestHouse, email: string): Promise<string> {
  const mail = (await house.mails(email)).filter(({ template }) => template === 'workspace.invitation').at(-1);
  if (!mail) throw new Error(`no invitation was mailed to ${email}`);
  return tokenIn(String(mail.data.link));
}

export function tokenIn(link: string): string {
  return new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
}
