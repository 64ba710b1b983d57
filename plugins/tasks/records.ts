/** What the board accepts from people. Events are not checked against it: those of others are already true. */
import { z } from 'zod';

export const TASK_TITLE_MAX = 200;

/** Trimmed, NFC, one line, 1–200 characters (not UTF-16 units). */
export const taskTitle = z
  .string()
  .normalize('NFC')
  .transform((title) => title.replaceAll(/\s+/gu, ' ').trim())
  .refine((title) => title !== '')
  .refine((title) => [...title].length <= TASK_TITLE_MAX);
