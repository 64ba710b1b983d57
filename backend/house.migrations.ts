import type { Type } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import { HouseAudit1764000000010 } from '../migrations/1764000000010-house-audit.js';
import { HouseJobs1764000000020 } from '../migrations/1764000000020-house-jobs.js';
import { HouseMail1764000000030 } from '../migrations/1764000000030-house-mail.js';
import { HouseCreateRateLimit1764000000050 } from '../migrations/1764000000050-house-rate-limit.js';
import { HouseCreateFlag1764000000051 } from '../migrations/1764000000051-house-flag.js';
import { HouseMailDelivery1764000000052 } from '../migrations/1764000000052-house-mail-delivery.js';
import { HouseMailFigures1764000000060 } from '../migrations/1764000000060-house-mail-figures.js';
import { HouseWebhooks1764000000068 } from '../migrations/1764000000068-house-webhooks.js';
import { HouseAuditPages1764000000069 } from '../migrations/1764000000069-house-audit-pages.js';
import { HouseTrigrams1764000000070 } from '../migrations/1764000000070-house-trigrams.js';
import { HouseAuditLists1764000000071 } from '../migrations/1764000000071-house-audit-lists.js';

export const houseMigrations: Type<MigrationInterface>[] = [
  HouseAudit1764000000010,
  HouseJobs1764000000020,
  HouseMail1764000000030,
  HouseCreateRateLimit1764000000050,
  HouseCreateFlag1764000000051,
  HouseMailDelivery1764000000052,
  HouseMailFigures1764000000060,
  HouseWebhooks1764000000068,
  HouseAuditPages1764000000069,
  HouseTrigrams1764000000070,
  HouseAuditLists1764000000071,
];
