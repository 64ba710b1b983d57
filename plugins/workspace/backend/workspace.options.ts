import { z } from 'zod';

export const workspaceOptions = z.object({
  /** How many workspaces one account may own; an operator can grant one account more. Default 20. */
  workspacesPerOwner: z.int().min(1).max(10_000).default(20),
  /** Seats of a new workspace; null = as many as come. Default null. */
  seatsPerWorkspace: z.int().min(1).max(1_000_000).nullable().default(null),
});
export type WorkspaceOptions = z.output<typeof workspaceOptions>;
