import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import type { ChangeEvent } from '../../plugins/workspace/records.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { type EventReader, readEvents } from '../support/read-events.js';
import { aCrew, addMember, as, invited } from '../support/workspaces.js';

describe('the stream of changes, over two processes', () => {
  let one: TestHouse;
  let two: TestHouse;
  const open: EventReader[] = [];

  beforeAll(async () => {
    const plugins = [auth(), workspace()];
    one = await createTestHouse({ plugins });
    two = await createTestHouse({ plugins, beside: one });
  });
  afterEach(() => {
    for (const reader of open.splice(0)) reader.close();
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
  });

  /** At the other process than the one that changes things. */
  const reading = async (person: TestPerson): Promise<EventReader> => {
    const reader = await readEvents(`${two.url}/api/workspaces/events`, person.bearer);
    open.push(reader);
    await reader.until(({ type }) => type === 'resync');
    return reader;
  };
  const change = (kind: string, id: string, version?: number | null) => (event: { type: string; data: unknown }) => {
    const data = event.data as ChangeEvent;
    return (
      event.type === 'change' &&
      data.kind === kind &&
      data.id === id &&
      (version === undefined || data.version === version)
    );
  };
  const seen = ({ events }: EventReader) => events.filter(({ type }) => type === 'change').map(({ data }) => data);

  it('tells a member of a new name, and carries ids, kinds and versions only', async () => {
    const { id, owner, viewer } = await aCrew(one);
    const reader = await reading(viewer);
    await as(one, owner, 'patch', `/api/workspaces/${id}`).send({ name: 'Renamed', version: 1 }).expect(200);
    const { data } = await reader.until(change('workspace', id));
    expect(data).toEqual({ workspaceId: id, kind: 'workspace', id, version: 2 });
  });

  it('tells everybody of changed and removed members, and the one who goes nothing more', async () => {
    const { id, owner, member, viewer } = await aCrew(one);
    const [theirs, others] = [await reading(member), await reading(viewer)];
    const path = `/api/workspaces/${id}/members/${member.id}`;
    await as(one, owner, 'patch', path).send({ role: 'viewer', version: 1 }).expect(200);
    for (const reader of [theirs, others]) await reader.until(change('member', member.id, 2));
    await as(one, owner, 'delete', path).send({ version: 2 }).expect(204);
    for (const reader of [theirs, others]) await reader.until(change('member', member.id, null));
    await as(one, owner, 'patch', `/api/workspaces/${id}`).send({ name: 'Later', version: 1 }).expect(200);
    await others.until(change('workspace', id));
    expect(seen(theirs)).toHaveLength(2);
  });

  it('tells who is invited and who may invite, and nobody else', async () => {
    const { id, owner, admin, viewer } = await aCrew(one);
    const guest = await aCustomer(one, 'Guest');
    const [theirs, admins, viewers] = [await reading(guest), await reading(admin), await reading(viewer)];
    const { id: invitationId, token } = await invited(one, id, owner, guest.email);
    for (const reader of [theirs, admins]) await reader.until(change('invitation', invitationId, 1));
    await as(one, guest, 'post', '/api/invitations/accept').send({ token }).expect(200);
    for (const reader of [theirs, admins, viewers]) await reader.until(change('member', guest.id, 1));
    expect(seen(viewers)).not.toContainEqual(expect.objectContaining({ kind: 'invitation' }));
  });

  it('tells of what is deleted and brought back', async () => {
    const { id, owner, member } = await aCrew(one);
    const reader = await reading(member);
    const name = (await as(one, owner, 'get', `/api/workspaces/${id}`)).body.name;
    await as(one, owner, 'delete', `/api/workspaces/${id}`).send({ name, version: 1 }).expect(200);
    await reader.until(change('workspace', id, null));
    await as(one, owner, 'post', `/api/workspaces/${id}/undelete`).send({ version: 2 }).expect(200);
    await reader.until(change('workspace', id, 3));
  });

  it('says nothing to strangers', async () => {
    const { id, owner } = await aCrew(one);
    const stranger = await aCustomer(one, 'Eve');
    const reader = await reading(stranger);
    await addMember(one, id, await aCustomer(one, 'New'), 'member');
    await as(one, owner, 'patch', `/api/workspaces/${id}`).send({ name: 'Secret', version: 1 }).expect(200);
    // Something of their own comes after all that, so the silence before it was one.
    const own = (await as(one, stranger, 'post', '/api/workspaces').send({ name: 'Own' }).expect(201)).body.id;
    await reader.until(change('workspace', own, 1));
    expect(seen(reader)).toHaveLength(1);
  });

  it('needs a session', async () => {
    await one.request().get('/api/workspaces/events').expect(401);
  });
});
