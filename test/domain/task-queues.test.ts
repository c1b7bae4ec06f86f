import { expect, test } from 'vitest';
import { defaultTaskQueue, filmQueue, readQueue, submitQueue, transferQueue } from '../../src/domain/task-queues.js';

test('the names of the task queues are a contract', () => {
  expect(defaultTaskQueue).toBe('reelwork');
  expect(submitQueue('films', 'evolink')).toBe('films-evolink-submit');
  expect(readQueue('films', 'evolink')).toBe('films-evolink-read');
  expect(transferQueue('films')).toBe('films-transfer');
  expect(filmQueue('films')).toBe('films-film');
});
