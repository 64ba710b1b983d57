import { z } from 'zod';

export const workspaceOptions = z.object({
  /** How many workspaces one account may own; an operator can grant one account more. Default 20. */
  workspacesPerOwner: z.int().min(1).max(10_000).default(20),
  /** Seats of a new workspace; null = as many as come. Default null. */
  seatsPerWorkspace: z.int().min(1).max(1_000_000).nullable().default(null),
  /** Days after which an invitation expires; sending it again starts them anew. Default 7 (SECURITY 27). */
  invitationDays: z.int().min(1).max(90).default(7),
  /** Invitations one person may send in an hour, those sent again included. Default 10 (SECURITY 27). */
  invitationsPerHour: z.int().min(1).max(10_000).default(10),
  /** Seconds between two mails of one invitation. Default 60. */
  resendSeconds: z.int().min(0).max(86_400).default(60),
  /** Days for which a deleted workspace can be brought back. Default 30. */
  deletionGraceDays: z.int().min(1).max(3_650).default(30),
});
export type WorkspaceOptions = z.output<typeof workspaceOptions>;
