import { z } from 'zod';

/** A row of `/api/console/mail-templates`. */
export const mailTemplateRecord = z.object({
  /** `<plugin>.<what>` */
  id: z.string(),
  plugin: z.string(),
  /** English and German, with sample data. */
  subject: z.string(),
  subjectDe: z.string(),
  /** Carries a link or code that lets its reader act as the recipient. */
  secret: z.boolean(),
});

const part = z.object({ subject: z.string(), preheader: z.string(), html: z.string(), text: z.string() });

/** One mail in every language and both parts, with made-up data. */
export const mailTemplatePage = mailTemplateRecord.extend({
  /** What the words are filled with. */
  sample: z.record(z.string(), z.unknown()),
  previews: z.object({ en: part, de: part }),
});
