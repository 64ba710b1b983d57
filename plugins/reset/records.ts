/** Wire shapes of reset. Safe in a browser. */
import { z } from 'zod';
import { emailAddress, newPassword } from '../auth/records.js';

/** Body of `POST /api/reset/request`. */
export const recoveryRequest = z.object({ email: emailAddress });

const linkToken = z.string().min(1).max(200);

/** Body of `POST /api/reset/check`. */
export const recoveryCheck = z.object({ token: linkToken });

/** Body of `POST /api/reset/complete`: the link's token, or the address and the code typed from the mail. */
export const recoveryCompletion = z.union([
  z.object({ token: linkToken, password: newPassword }),
  z.object({ email: emailAddress, code: z.string().trim().min(1).max(32), password: newPassword }),
]);

/** Answer of `POST /api/reset/check`. */
export const checkedRecovery = z
  .object({
    /** "m•••@example.org": enough for its owner to know which account this is. */
    email: z.string(),
    /** ISO 8601, UTC. */
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'CheckedRecovery' });
export type CheckedRecovery = z.infer<typeof checkedRecovery>;

/** Body of `POST /api/console/users/:id/recovery`. */
export const recoveryStart = z.object({ reason: z.string().trim().min(3).max(500) });
