import { taskEventNames } from '../../../plugins/tasks/names.js';
import { readableWork } from '../../../plugins/tasks/portal/leftovers/readableWork.js';

describe('what somebody takes along from a workspace that is no longer theirs', () => {
  const at = Date.UTC(2026, 10, 27, 12);

  it('names each change and its values, and what was only typed', () => {
    const events = [
      { key: 'k1', name: taskEventNames.added, args: { id: 't1', title: 'Order tar' } },
      { key: 'k2', name: 'tasks.v9.Unknown', args: { id: 't1' } },
    ];
    expect(readableWork('Harbour', { at, events }, [{ name: 'tasks.add.w1', value: 'half a sentence' }])).toEqual({
      workspace: 'Harbour',
      keptAt: '2026-11-27T12:00:00.000Z',
      changes: [
        { change: 'task added', event: 'tasks.v1.TaskAdded', values: { id: 't1', title: 'Order tar' } },
        { change: 'task changed', event: 'tasks.v9.Unknown', values: { id: 't1' } },
      ],
      typed: ['half a sentence'],
    });
  });

  it('is a text that a person can read, whatever stood in it', () => {
    const text = JSON.stringify(readableWork('„Hafen“ \u0000', null, [{ name: 'n', value: '\ud800' }]), null, 2);
    expect(JSON.parse(text)).toMatchObject({ changes: [], workspace: '„Hafen“ \u0000' });
  });
});
