/** What a stream tells stays, whatever was on its way when it came. */
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { setToldData } from '../../../plugins/kit/toldData.js';

const queryKey = ['restores', 'getOne', { id: 'a' }];

test('an answer from before it, on its way when it came, does not take its place', async () => {
  const queries = new QueryClient();
  const answers: ((state: string) => void)[] = [];
  const observer = new QueryObserver(queries, {
    queryKey,
    queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
  });
  const stop = observer.subscribe(() => {});

  setToldData(queries, queryKey, 'succeeded');
  for (const answer of answers.splice(0, 1)) answer('running');
  await new Promise(setImmediate);
  expect(queries.getQueryData(queryKey)).toBe('succeeded');

  for (const answer of answers.splice(0)) answer('succeeded, read anew');
  await new Promise(setImmediate);
  expect(queries.getQueryData(queryKey)).toBe('succeeded, read anew');
  stop();
  queries.clear();
});

test('nothing is asked for where nothing is on its way', async () => {
  const queries = new QueryClient();
  const queryFn = jest.fn(async () => 'running');
  const observer = new QueryObserver(queries, { queryKey, queryFn });
  const stop = observer.subscribe(() => {});
  await new Promise(setImmediate);

  setToldData(queries, queryKey, 'succeeded');
  await new Promise(setImmediate);
  expect(queryFn).toHaveBeenCalledTimes(1);
  expect(queries.getQueryData(queryKey)).toBe('succeeded');
  stop();
  queries.clear();
});
