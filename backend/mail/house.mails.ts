import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** `pnpm purser mail test`: shows that mails leave the house and how they look. */
export const testMail = defineMail({
  name: 'house.test',
  data: z.object({ sentAt: z.string() }),
  sample: { sentAt: '2026-11-23 22:45 UTC' },
  words: {
    en: {
      subject: 'Test mail from {{product}}',
      preheader: 'Mails leave this house.',
      heading: 'Mails leave this house',
      paragraphs: ['Somebody who runs {{product}} asked for this mail at {{sentAt}}. There is nothing to do.'],
      action: { label: 'Open {{product}}', href: '{{publicUrl}}/' },
    },
    de: {
      subject: 'Testnachricht von {{product}}',
      preheader: 'E-Mails verlassen dieses Haus.',
      heading: 'E-Mails verlassen dieses Haus',
      paragraphs: [
        'Diese Nachricht wurde um {{sentAt}} beim Betrieb von {{product}} angefordert. Es ist nichts zu tun.',
      ],
      action: { label: '{{product}} öffnen', href: '{{publicUrl}}/' },
    },
  },
});
