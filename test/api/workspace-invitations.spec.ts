import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { PASSWORD, signIn } from '../support/customer.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { addMember, as, aWorkspace, invite, invited, mailedToken, tokenIn } from '../support/workspaces.js';

const DAY = 86_400_000;

describe('invitations', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let bob: TestPerson;
  let id: string;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace()] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    [ada, bob] = [await aCustomer(house), await aCustomer(house, 'Bob')];
    id = await aWorkspace(house, ada);
  });

  const preview = (token: string) => house.request().post('/api/invitations/preview').send({ token });
  const accept = (person: TestPerson, body: object) => as(house, person, 'post', '/api/invitations/accept').send(body);
  const list = async (query = '') =>
    (await as(house, ada, 'get', `/api/workspaces/${id}/invitations${query}`).expect(200)).body.invitations;
  const code = async (answer: PromiseLike<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await answer;
    return `${status} ${body.code ?? ''}`.trim();
  };

  it('go out by mail with a link whose token stands behind #, and are listed', async () => {
    const sent = (await invite(house, id, ada, { email: bob.email, role: 'admin', message: 'Hello' }).expect(201)).body;
    expect(sent).toMatchObject({ email: bob.email, role: 'admin', message: 'Hello', state: 'pending', version: 1 });
    const [mail] = await house.mails(bob.email);
    expect(mail).toMatchObject({ template: 'workspace.invitation', data: { inviter: 'Ada', message: 'Hello' } });
    expect(new URL(String(mail?.data.link))).toMatchObject({ pathname: '/invitation', search: '' });
    expect(tokenIn(sent.link)).not.toBe(tokenIn(String(mail?.data.link)));
    const { link, ...record } = sent;
    expect(await list()).toEqual([record]);
    const { entries } = (await as(house, ada, 'get', `/api/workspaces/${id}/audit?what=workspace.invited`)).body;
    expect(entries).toMatchObject([{ on: { type: 'invitation', id: sent.id, name: bob.email } }]);
  });

  it('can be looked at by link and mail before anything is decided', async () => {
    const { token, link } = await invited(house, id, ada, bob.email, 'viewer');
    for (const each of [token, tokenIn(link)]) {
      const { body } = await preview(each).expect(200);
      expect(body).toMatchObject({
        role: 'viewer',
        invitedBy: 'Ada',
        state: 'pending',
        email: expect.stringMatching(/^b•••@/),
      });
    }
    expect(await list()).toMatchObject([{ state: 'pending', version: 1 }]);
    expect(await code(preview('nonsense'))).toBe('404 invitation_not_found');
  });

  it('are accepted by token or, at the invited address, by id; once', async () => {
    const { token } = await invited(house, id, ada, bob.email, 'viewer');
    const { body } = await accept(bob, { token }).expect(200);
    expect(body).toEqual({ workspaceId: id, role: 'viewer' });
    await as(house, bob, 'get', `/api/workspaces/${id}`).expect(200);
    const again = await accept(bob, { token }).expect(410);
    expect(again.body).toMatchObject({ code: 'invitation_used', workspaceId: id });

    const cleo = await aCustomer(house, 'Cleo');
    const second = await invited(house, id, ada, cleo.email);
    const mine = (await as(house, cleo, 'get', '/api/invitations').expect(200)).body;
    expect(mine).toMatchObject([{ id: second.id, workspaceId: id, role: 'member', invitedBy: 'Ada' }]);
    expect(await code(accept(bob, { invitationId: second.id }))).toBe('404 invitation_not_found');
    await accept(cleo, { invitationId: second.id }).expect(200);
    expect((await as(house, cleo, 'get', '/api/invitations')).body).toEqual([]);
    expect(await list()).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
  });

  it('say so to the wrong account and spend nothing', async () => {
    const { token } = await invited(house, id, ada, bob.email);
    const eve = await aCustomer(house, 'Eve');
    const refused = await accept(eve, { token }).expect(403);
    expect(refused.body).toMatchObject({
      code: 'invitation_wrong_account',
      sentTo: expect.stringMatching(/^b•••@/),
      signedInAs: eve.email,
    });
    await as(house, eve, 'get', `/api/workspaces/${id}`).expect(404);
    await accept(bob, { token }).expect(200);
  });

  it('expire after seven days, and start anew when they are sent again', async () => {
    const { token, id: invitationId } = await invited(house, id, ada, bob.email);
    const now = house.clock.now().getTime();
    const { expiresAt } = (await list())[0];
    expect(Math.round((Date.parse(expiresAt) - now) / DAY)).toBe(7);
    await house.dataSource.query('UPDATE workspace_invitation SET expires_at = $2, sent_at = $3 WHERE id = $1', [
      invitationId,
      new Date(now - 1),
      new Date(now - 7 * DAY),
    ]);
    expect((await preview(token)).body.state).toBe('expired');
    expect(await code(accept(bob, { token }))).toBe('410 invitation_expired');
    expect(await list('?state=expired')).toHaveLength(1);
    const resend = `/api/workspaces/${id}/invitations/${invitationId}/resend`;
    await as(house, ada, 'post', resend).send({ version: 1 }).expect(200);
    expect(await code(accept(bob, { token }))).toBe('404 invitation_not_found');
    await accept(bob, { token: await mailedToken(house, bob.email) }).expect(200);
  });

  it('rotate both links when they are sent again, at most once a minute', async () => {
    const first = await invited(house, id, ada, bob.email);
    const resend = (version: number) =>
      as(house, ada, 'post', `/api/workspaces/${id}/invitations/${first.id}/resend`).send({ version });
    const early = await resend(1).expect(429);
    expect(Number(early.get('Retry-After'))).toBeGreaterThan(50);
    house.clock.advance(61_000);
    const second = (await resend(1).expect(200)).body;
    expect(second).toMatchObject({ sent: 2, version: 2 });
    const stale = await resend(1).expect(412);
    expect(stale.body).toMatchObject({ code: 'stale', current: { id: first.id, version: 2 } });
    for (const old of [first.token, tokenIn(first.link)]) await preview(old).expect(404);
    await preview(tokenIn(second.link)).expect(200);
  });

  it('can be taken back and declined', async () => {
    const one = await invited(house, id, ada, bob.email);
    await as(house, ada, 'delete', `/api/workspaces/${id}/invitations/${one.id}`).set('If-Match', '"1"').expect(204);
    expect((await preview(one.token)).body.state).toBe('revoked');
    expect(await code(accept(bob, { token: one.token }))).toBe('410 invitation_revoked');
    const two = await invited(house, id, ada, bob.email);
    await house.request().post('/api/invitations/decline').send({ token: two.token }).expect(204);
    expect(await code(accept(bob, { token: two.token }))).toBe('410 invitation_used');
    const three = await invited(house, id, ada, bob.email);
    await house.request().post('/api/invitations/decline').send({ invitationId: three.id }).expect(401);
    await as(house, bob, 'post', '/api/invitations/decline').send({ invitationId: three.id }).expect(204);
    expect(await list()).toMatchObject([{ state: 'declined' }, { state: 'declined' }, { state: 'revoked' }]);
  });

  it('are refused for members, for a second one to an address, above the own role and without a seat', async () => {
    await addMember(house, id, bob, 'admin');
    expect(await code(invite(house, id, ada, { email: bob.email.toUpperCase() }))).toBe('409 already_member');
    await invite(house, id, ada, { email: 'new@example.org' }).expect(201);
    expect(await code(invite(house, id, ada, { email: ' NEW@Example.org ' }))).toBe('409 invitation_pending');
    expect(await code(invite(house, id, bob, { email: 'x@example.org', role: 'owner' }))).toBe('403 forbidden');
    await house.dataSource.query('UPDATE workspace SET seat_limit = 2 WHERE id = $1', [id]);
    expect(await code(invite(house, id, ada, { email: 'full@example.org' }))).toBe('409 seat_limit');
    const cleo = await aCustomer(house, 'Cleo');
    const token = await mailedToken(house, 'new@example.org');
    expect((await preview(token)).body.state).toBe('full');
    expect(await code(accept(cleo, { token }))).toBe('403 invitation_wrong_account');
  });

  it('are ten an hour for one person', async () => {
    for (let n = 0; n < 10; n += 1) await invite(house, id, ada, { email: `n${n}@example.org` }).expect(201);
    const answer = await invite(house, id, ada, { email: 'eleventh@example.org' }).expect(429);
    expect(answer.body.code).toBe('too_many_requests');
  });

  it('of somebody who may not invite any more let nobody in', async () => {
    await addMember(house, id, bob, 'admin');
    const { token } = await invited(house, id, bob, 'accomplice@example.org');
    const { body } = await as(house, ada, 'get', `/api/workspaces/${id}/members`);
    const version = body.members.find((member: { userId: string }) => member.userId === bob.id).version;
    await as(house, ada, 'delete', `/api/workspaces/${id}/members/${bob.id}`).send({ version }).expect(204);
    expect((await preview(token)).body.state).toBe('revoked');
  });

  it('tell a suspended and a deleted workspace from others', async () => {
    const { token } = await invited(house, id, ada, bob.email);
    await house.dataSource.query(
      `UPDATE workspace SET suspended_at = now(), suspended_reason = 'unpaid' WHERE id = $1`,
      [id],
    );
    expect((await preview(token)).body.state).toBe('suspended');
    expect(await code(accept(bob, { token }))).toBe('403 workspace_suspended');
    await house.dataSource.query(
      `UPDATE workspace SET suspended_at = NULL, suspended_reason = NULL, deleted_at = now(), purge_after = now() WHERE id = $1`,
      [id],
    );
    expect((await preview(token)).body.state).toBe('revoked');
    expect(await code(accept(bob, { token }))).toBe('410 invitation_revoked');
  });

  it('wait for an account that is made later', async () => {
    await invite(house, id, ada, { email: 'later@example.org' }).expect(201);
    const later = await aCustomer(house, 'Later');
    await house.dataSource.query('UPDATE auth_user SET email = $2, email_key = $2 WHERE id = $1', [
      later.id,
      'later@example.org',
    ]);
    const [mine] = (await as(house, later, 'get', '/api/invitations').expect(200)).body;
    await accept(later, { invitationId: mine.id }).expect(200);
  });

  it('prove the mailbox of a stranger who signs up with the mailed token; the copied link does not', async () => {
    const [email, other] = ['stranger@example.org', 'copied@example.org'];
    const { token } = await invited(house, id, ada, email);
    const { link } = await invited(house, id, ada, other);
    const signUp = async (address: string, invitation: string) => {
      const body = { email: address, password: PASSWORD, name: 'Stranger', invitation };
      return (await house.request().post('/api/auth/signup').send(body).expect(202)).body.status;
    };
    expect(await signUp(other, tokenIn(link))).toBe('confirmation_sent');
    expect(await signUp('elsewhere@example.org', token)).toBe('confirmation_sent');
    expect(await signUp(email, token)).toBe('confirmed');
    const { bearer } = await signIn(house, email);
    const { body } = await as(house, { bearer }, 'post', '/api/invitations/accept').send({ token }).expect(200);
    expect(body).toEqual({ workspaceId: id, role: 'member' });
    // Known by now: somebody who has the old mail takes nothing over.
    expect(await signUp(email, token)).toBe('confirmation_sent');
  });
});
