import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import type { ReactNode } from 'react';
import type { RaRecord } from 'react-admin';
import type { ConnectionTrouble } from '../../records.js';

export const troubleWords: Record<ConnectionTrouble, string> = {
  refused: 'Pushes refused',
  stalled: 'Stalled',
  not_following: 'Not following',
};

const sentences: Record<ConnectionTrouble, (connection: RaRecord) => ReactNode> = {
  refused: ({ refused }) =>
    `Its last ${refused} pushes did not fit, as the store has moved on; its newest work is only on the device.`,
  stalled: ({ lag, waitingSince }) => (
    <>
      It is {lag} behind and has confirmed nothing since: <Moment at={waitingSince} />
    </>
  ),
  not_following: () => 'It is connected and listens to nothing: what others write does not reach it.',
};

/** Whether a device keeps up with its store, and if not, in a sentence why. */
export function Standing({ connection }: { connection: RaRecord }) {
  const trouble = connection.trouble as ConnectionTrouble | null;
  if (trouble) {
    const chip = <StatusChip label={troubleWords[trouble]} tone="bad" />;
    return <TwoLines first={chip} second={sentences[trouble](connection)} minWidth={180} />;
  }
  const { lag } = connection;
  return <StatusChip label={lag > 0 ? `${lag} behind` : 'up to date'} tone={lag > 0 ? 'working' : 'good'} />;
}
