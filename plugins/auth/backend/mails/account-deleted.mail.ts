import { defineMail } from '@purser/kit/backend/mail';
import { z } from 'zod';

/** The last one: afterwards nothing of the address is kept. */
export const accountDeleted = defineMail({
  name: 'auth.account-deleted',
  data: z.object({ product: z.string(), name: z.string() }),
  words: {
    en: {
      subject: 'Your account at {{product}} was deleted',
      preheader: 'Your name, address and password are erased.',
      heading: 'Your account was deleted',
      paragraphs: [
        'Hello {{name}}, your account at {{product}} was deleted. Your name, this address and your password are erased there, you left all workspaces, and every device is signed out.',
        'What you did in workspaces of others stays with them. Copies on your devices are yours; remove the data of this site in your browser if you do not want to keep them.',
      ],
      notes: ['If this was not you, write to the people who run this service.'],
    },
    de: {
      subject: 'Ihr Konto bei {{product}} wurde gelöscht',
      preheader: 'Ihr Name, Ihre Adresse und Ihr Passwort sind gelöscht.',
      heading: 'Ihr Konto wurde gelöscht',
      paragraphs: [
        'Guten Tag {{name}}, Ihr Konto bei {{product}} wurde gelöscht. Ihr Name, diese Adresse und Ihr Passwort sind dort entfernt, Sie haben alle Arbeitsbereiche verlassen, und jedes Gerät ist abgemeldet.',
        'Was Sie in Arbeitsbereichen anderer getan haben, bleibt dort. Kopien auf Ihren Geräten gehören Ihnen; löschen Sie die Daten dieser Seite im Browser, wenn Sie sie nicht behalten möchten.',
      ],
      notes: ['Waren Sie das nicht, schreiben Sie den Betreibern dieses Dienstes.'],
    },
  },
  sample: { product: 'Purser', name: 'Ada Lovelace' },
});
