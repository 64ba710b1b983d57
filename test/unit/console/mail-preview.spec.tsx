import { fireEvent, render, screen } from '@testing-library/react';
import { MailPreview } from '../../../console/house/mail/MailPreview.js';
import { type MailFigures, throughput } from '../../../console/house/mail/mailSeries.js';
import { StackedColumns } from '../../../console/house/mail/StackedColumns.js';

const mail = (subject: string) => ({
  subject,
  preheader: 'Beside it',
  html: `<html><head><style>@media (prefers-color-scheme:dark){.card{color:#fff}}</style></head><body>${subject}</body></html>`,
  text: `${subject} as text`,
});
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('the preview of a mail', () => {
  const frame = () => screen.getByTitle(/^Preview/) as HTMLIFrameElement;

  it('is in a frame that may do nothing, in the colours and width that were chosen', () => {
    render(<MailPreview mails={{ en: mail('Hello'), de: mail('Guten Tag') }} />);
    expect(frame()).toHaveAttribute('sandbox', '');
    expect(frame().getAttribute('srcdoc')).toContain('@media not all{.card');
    press('Dark');
    expect(frame().getAttribute('srcdoc')).toContain('@media all{.card');
    press('Phone');
    expect(frame().style.maxWidth).toBe('390px');
    press('German');
    expect(frame()).toHaveAttribute('title', 'Preview: Guten Tag');
    press('Plain text');
    expect(screen.getByText('Guten Tag as text')).toHaveAttribute('lang', 'de');
    expect(screen.queryByRole('button', { name: 'Dark' })).toBeNull();
  });

  it('has no switch for the one language that a sent mail has', () => {
    render(<MailPreview mails={{ de: mail('Guten Tag') }} />);
    expect(screen.queryByRole('group', { name: 'Language' })).toBeNull();
    expect(screen.getByRole('group', { name: 'Part' })).toBeVisible();
  });
});

describe('a chart', () => {
  const columns: MailFigures['columns'] = [
    { at: '2026-11-27T13:00:00.000Z', counts: { sent: 11, failed: 1 } },
    { at: '2026-11-27T14:00:00.000Z', counts: { delivered: 3 } },
  ];
  const chart = (shown: MailFigures['columns']) =>
    render(
      <StackedColumns
        title="Mails"
        figures={{ unit: 'hour', columns: shown }}
        series={throughput}
        nothing="Nothing was queued."
      />,
    );

  it('tells its sums to those who do not see it, and every figure as a table', () => {
    chart(columns);
    expect(screen.getByRole('img')).toHaveAccessibleName('Mails: Sent 14, Failed 1. The table holds every figure.');
    press('Show as table');
    expect(screen.getByRole('row', { name: '13:00 11 1' })).toBeVisible();
    expect(screen.getByRole('row', { name: '14:00 3 0' })).toBeVisible();
  });

  it('says that there is nothing instead of an empty frame', () => {
    chart([]);
    expect(screen.getByText('Nothing was queued.')).toBeVisible();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
