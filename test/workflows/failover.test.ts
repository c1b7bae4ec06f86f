import { expect, test } from 'vitest';
import { models } from '../../src/domain/models.js';
import { createFailover } from '../../src/workflows/failover.js';

const [one, two, three] = ['evolink/wan2.6-text-to-video', 'vtrix/wan26_t2v', 'dashscope/wan2.6-t2v'] as const;
const failover = () => createFailover(([one, two, three] as const).map((model) => ({ model, facts: models[model] })));

test('each model is turned to once, then the preferred one is stayed with', () => {
  const { next, others } = failover();
  expect(others()).toBe('untried');
  expect(next(one, 'now')?.model).toBe(two);
  expect(next(two, 'now')?.model).toBe(three);
  expect(others()).toBe('tried');
  expect(next(three, 'now')?.model).toBe(one);
  expect(next(one, 'now')).toBeUndefined();
});

test('a model that will never take the order is not turned back to', () => {
  const { next, others } = failover();
  expect(next(one, 'ever')?.model).toBe(two);
  expect(next(two, 'now')?.model).toBe(three);
  expect(next(three, 'now')?.model).toBe(two);
  expect(next(two, 'ever')?.model).toBe(three);
  expect(others()).toBeUndefined();
  expect(next(three, 'ever')).toBeUndefined();
});

test('a model that was turned to for another reason is not turned to again', () => {
  const { next, turnedTo } = failover();
  turnedTo(three);
  expect(next(three, 'now')?.model).toBe(two);
  expect(next(two, 'now')?.model).toBe(one);
});

test('a single model is stayed with', () => {
  const { next, others } = createFailover([{ model: one, facts: models[one] }]);
  expect(others()).toBeUndefined();
  expect(next(one, 'now')).toBeUndefined();
});
