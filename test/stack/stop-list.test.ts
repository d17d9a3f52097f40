import { expect, test } from 'vitest';
import { StopList } from '../../stack/processes/stop-list.ts';

test('everything is stopped, the last started first, whatever fails or hangs', async () => {
  const stopped: string[] = [];
  const notices: string[] = [];
  const stops = new StopList();
  stops.add('database', async () => void stopped.push('database'));
  stops.add('hanging', () => new Promise(() => {}));
  stops.add('failing', () => Promise.reject(new Error('no')));
  stops.add('api', async () => void stopped.push('api'));
  await stops.stopAll((line) => notices.push(line), 10);
  expect(stopped).toEqual(['api', 'database']);
  expect(notices).toEqual([
    'failing did not stop cleanly: no',
    'hanging did not stop cleanly: not within 0.01 s',
  ]);
  expect(stops.isEmpty).toBe(true);
});
