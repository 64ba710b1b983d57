import { z } from 'zod';

/** Null takes the override away: the flag is again what its plugin declares. */
const on = z.boolean().nullable();
const reason = z.string().trim().max(500).optional();

export const flagChange = z.object({ on, reason });
export const workspaceFlagChange = z.object({ on, workspaceId: z.uuid(), reason });

export type FlagChange = z.output<typeof flagChange>;
export type WorkspaceFlagChange = z.output<typeof workspaceFlagChange>;
