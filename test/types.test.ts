import type { NativeConnection } from '@temporalio/worker';
import type { Client } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import { expectTypeOf, test } from 'vitest';
import type { callbackReceived, CallbackHint } from '../src/workflows/messages.js';
import type { generateVideo } from '../src/workflows/index.js';
import type { createWorker, VideoWorker, VideoWorkerOptions } from '../src/worker.js';
import type { wan27 } from './helpers/wan27.js';
import type {
  CancellationReceipt,
  GenerationError,
  GenerationOptions,
  GenerationRequest,
  AnyRequestInput,
  AutoRequestInput,
  GenerationRequestInput,
  GenerationResult,
  GenerationState,
  GenerationStatus,
  ModelId,
  Money,
  StoredGeneration,
  StoredVideo,
  StoryboardDocument,
  VideoClient,
} from '../src/index.js';

type Fields<Id extends ModelId> = keyof Extract<GenerationRequest, { model: Id }>;

test('a request has just the fields of its model', () => {
  expectTypeOf<Fields<'evolink/wan2.6-text-to-video'>>().toEqualTypeOf<
    | 'model'
    | 'account'
    | 'prompt'
    | 'durationSeconds'
    | 'resolution'
    | 'aspectRatio'
    | 'extendPrompt'
    | 'shotType'
    | 'audioUrl'
  >();
  expectTypeOf<Fields<'evolink/wan2.6-image-to-video'>>().toEqualTypeOf<
    | 'model'
    | 'account'
    | 'prompt'
    | 'imageUrl'
    | 'durationSeconds'
    | 'resolution'
    | 'extendPrompt'
    | 'shotType'
    | 'audioUrl'
  >();
  expectTypeOf<Fields<'evolink/wan2.6-reference-video-flash'>>().toEqualTypeOf<
    | 'model'
    | 'account'
    | 'prompt'
    | 'referenceVideoUrls'
    | 'durationSeconds'
    | 'resolution'
    | 'aspectRatio'
    | 'shotType'
    | 'generateAudio'
  >();
});

test('a request that no model takes does not compile', () => {
  const takes = (request: GenerationRequestInput) => request;
  const text = { model: 'evolink/wan2.6-text-to-video', prompt: 'A cat' } as const;
  const image = { model: 'evolink/wan2.6-image-to-video', prompt: 'A cat', imageUrl: 'https://x.com/a.png' } as const;
  takes(text);
  takes(image);
  // @ts-expect-error: image to video needs its image
  takes({ model: 'evolink/wan2.6-image-to-video', prompt: 'A cat' });
  // @ts-expect-error: the frame follows the image
  takes({ ...image, aspectRatio: '1:1' });
  // @ts-expect-error: seconds are a number
  takes({ ...image, durationSeconds: '5' });
  // @ts-expect-error: there is no such resolution
  takes({ ...text, resolution: '480p' });
  // @ts-expect-error: there is no such model
  takes({ ...text, model: 'evolink/wan2.7' });
});

test('a start gives a generation, whose result tells a stored video from a cancelled one', () => {
  expectTypeOf<VideoClient['start']>().parameters.toEqualTypeOf<
    [id: string, request: GenerationRequestInput | AutoRequestInput, options?: GenerationOptions]
  >();
  type Generation = Awaited<ReturnType<VideoClient['start']>>;
  expectTypeOf<Awaited<ReturnType<Generation['result']>>>().toEqualTypeOf<StoredGeneration>();
  expectTypeOf<Awaited<ReturnType<Generation['outcome']>>>().toEqualTypeOf<GenerationResult>();
  expectTypeOf<Awaited<ReturnType<Generation['status']>>>().toEqualTypeOf<GenerationStatus>();
  expectTypeOf<GenerationStatus['state']>().toEqualTypeOf<GenerationState>();
  expectTypeOf<Extract<GenerationResult, { state: 'stored' }>['video']>().toEqualTypeOf<StoredVideo>();
  expectTypeOf<Extract<GenerationResult, { state: 'cancelled' }>['receipt']>().toEqualTypeOf<CancellationReceipt>();
  expectTypeOf<GenerationResult['state']>().toEqualTypeOf<'stored' | 'cancelled'>();
});

test('a defined model is typed from its definition to its request', () => {
  const start = {} as VideoClient<typeof wan27>['start'];
  const least = { model: 'evolink/wan2.7-text-to-video', prompt: 'A cat' } as const;
  expectTypeOf(start).toBeCallableWith('id', least);
  expectTypeOf(start).toBeCallableWith('id', { ...least, style: 'film', account: 'team-a' });
  expectTypeOf(start).toBeCallableWith('id', { ...least, model: 'evolink/wan2.6-text-to-video' });
  // @ts-expect-error: it has no such style
  expectTypeOf(start).toBeCallableWith('id', { ...least, style: 'opera' });
});

test('a request may leave its model open', () => {
  const takes = (request: AutoRequestInput) => request;
  takes({ model: 'auto', prompt: 'A cat', durationSeconds: 5, watermark: true });
  // @ts-expect-error: no model has such a field
  takes({ model: 'auto', prompt: 'A cat', style: 'film' });
});

test('an amount of money is a text, and an unknown one is not zero', () => {
  expectTypeOf<Exclude<Money, { basis: 'unknown' }>['amount']>().toEqualTypeOf<string>();
  expectTypeOf<Extract<Money, { basis: 'unknown' }>['amount']>().toEqualTypeOf<null>();
});

test('a failure says whether it was billed', () => {
  expectTypeOf<GenerationError['details']['billed']>().toEqualTypeOf<'no' | 'yes' | 'unknown'>();
});

test('a worker takes the connection and the bucket, and a client takes its client', () => {
  expectTypeOf<VideoWorkerOptions['connection']>().toEqualTypeOf<NativeConnection>();
  expectTypeOf<ReturnType<typeof createWorker>>().resolves.toEqualTypeOf<VideoWorker>();
  expectTypeOf<ConstructorParameters<typeof VideoClient>[0]['client']>().toEqualTypeOf<Client>();
});

test('the workflow and its signal can be called from any Temporal client', () => {
  expectTypeOf<typeof generateVideo>().toEqualTypeOf<
    (request: AnyRequestInput, options?: GenerationOptions) => Promise<GenerationResult>
  >();
  expectTypeOf<typeof callbackReceived>().toEqualTypeOf<SignalDefinition<[CallbackHint], string>>();
});

test('a storyboard as callers write it is checked by its fields', () => {
  const shots = [
    { id: 'a', prompt: 'A cat', continues: 'b', takes: 2, durationSeconds: 5, resolution: '720p' as const },
  ];
  expectTypeOf({ defaults: { model: 'auto' as const, seed: 3 }, shots }).toExtend<StoryboardDocument>();
  expectTypeOf({ shots, film: { transition: { crossfade: 0.5 } }, budget: '40 USD' }).toExtend<StoryboardDocument>();
  expectTypeOf({ shots: [{ prompt: 'A cat' }] }).not.toExtend<StoryboardDocument>();
  expectTypeOf({ shots, film: { captions: 'burned' } }).not.toExtend<StoryboardDocument>();
  expectTypeOf({ shots: [{ id: 'a', resolution: '480p' as const }] }).not.toExtend<StoryboardDocument>();
  // @ts-expect-error: a misspelt field
  const misspelt: StoryboardDocument = { shots: [{ id: 'a', promt: 'A cat' }] };
  expectTypeOf(misspelt).toEqualTypeOf<StoryboardDocument>();
});

test('a storyboard may order from a model of one’s own', () => {
  const shots = [{ id: 'a', model: 'evolink/wan2.7-text-to-video' as const, prompt: 'A cat' }];
  expectTypeOf({ shots }).toExtend<StoryboardDocument<typeof wan27>>();
  expectTypeOf({ shots }).not.toExtend<StoryboardDocument>();
});
