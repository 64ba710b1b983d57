/** The client's own words for the wire shapes are those of the server: the compiler holds them together. */
import type * as client from '../../../client/workspaces/records.js';
import type * as server from '../../../plugins/workspace/records.js';
import { changeKinds, invitationStates, roles } from '../../../plugins/workspace/records.js';

type Fits<Server extends Client, Client> = Server extends Client ? true : never;

const fits: [
  Fits<server.WorkspaceRecord, client.WorkspaceRow>,
  Fits<server.MemberPage, client.MemberPage>,
  Fits<server.InvitationPage, client.InvitationPage>,
  Fits<server.SentInvitationRecord, client.SentInvitation>,
  Fits<server.OwnInvitationRecord, client.OwnInvitation>,
  Fits<server.ChangeEvent, client.WorkspaceChange>,
] = [true, true, true, true, true, true];

it('the records of the client fit those of the server', () => {
  const known: Record<client.WorkspaceRole, true> = { owner: true, admin: true, member: true, viewer: true };
  const states: Record<client.InvitationState, true> = {
    pending: true,
    accepted: true,
    declined: true,
    revoked: true,
    expired: true,
  };
  const kinds: Record<client.WorkspaceChange['kind'], true> = { workspace: true, member: true, invitation: true };
  expect(Object.keys(known)).toEqual([...roles]);
  expect(Object.keys(states)).toEqual([...invitationStates]);
  expect(Object.keys(kinds)).toEqual([...changeKinds]);
  expect(fits).not.toContain(false);
});
