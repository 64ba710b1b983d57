import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** The alert of SECURITY 5: a spent refresh token came back, so there may be a copy of it. */
export const sessionCopied = defineMail({
  name: 'auth.session-copied',
  data: z.object({ product: z.string(), name: z.string(), device: z.string(), link: z.url() }),
  secrets: [],
  words: {
    en: {
      subject: 'We ended one of your sessions at {{product}}',
      preheader: 'An old key of it was used again.',
      heading: 'We ended a session to protect you',
      paragraphs: [
        'Hello {{name}}, an old key of your session on {{device}} was used again. That can mean that somebody copied it, so this session was ended. Your other sessions go on.',
      ],
      action: { label: 'Look at your sessions', href: '{{link}}' },
      notes: ['If this surprises you, change your password: that ends all other sessions.'],
    },
    de: {
      subject: 'Wir haben eine Ihrer Sitzungen bei {{product}} beendet',
      preheader: 'Ein alter Schlüssel davon wurde erneut benutzt.',
      heading: 'Wir haben zu Ihrem Schutz eine Sitzung beendet',
      paragraphs: [
        'Guten Tag {{name}}, ein alter Schlüssel Ihrer Sitzung auf {{device}} wurde erneut benutzt. Vielleicht hat ihn jemand kopiert; darum wurde diese Sitzung beendet. Ihre übrigen Sitzungen bestehen weiter.',
      ],
      action: { label: 'Sitzungen ansehen', href: '{{link}}' },
      notes: ['Überrascht Sie das, ändern Sie Ihr Passwort: Das beendet alle übrigen Sitzungen.'],
    },
  },
  sample: {
    product: 'Purser',
    name: 'Ada Lovelace',
    device: 'Firefox on Linux',
    link: 'https://app.example.org/security',
  },
});
