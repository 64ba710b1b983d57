/** Wire shapes of joining by domain. Safe in a browser. */
import { z } from 'zod';
import { roles } from './records.js';

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*\\.[a-z]([a-z0-9-]{0,61}[a-z0-9])$`);

/** As people write it, `@Example.org` included; ends as `example.org`. */
export const domainName = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^@/, '').replace(/\.$/, ''))
  .refine((text) => text.length <= 253 && DOMAIN.test(text), 'Write a domain like example.org.');

/** `POST /api/workspaces/:id/domains`; what is a domain and what is none is told to owners only. */
export const nameDomainBody = z.strictObject({ domain: z.string().max(300) });

export const domainRecord = z
  .object({
    id: z.uuid(),
    domain: z.string(),
    /** The TXT record that proves it. */
    recordName: z.string(),
    recordValue: z.string(),
    /** null = people cannot join by it yet. */
    verifiedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'WorkspaceDomain' });
export type DomainRecord = z.infer<typeof domainRecord>;

/** `GET /api/workspaces/joinable`: what the caller may join by their proven mailbox, by name. */
export const joinOffer = z
  .object({ workspaceId: z.uuid(), workspaceName: z.string(), domain: z.string(), members: z.int(), full: z.boolean() })
  .meta({ id: 'JoinOffer' });
export type JoinOffer = z.infer<typeof joinOffer>;

/** Answer of join. */
export const joinedRecord = z.object({ workspaceId: z.uuid(), role: z.enum(roles) }).meta({ id: 'JoinedWorkspace' });
