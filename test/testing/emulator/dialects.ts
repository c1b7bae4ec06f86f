import type { EmulatorOptions } from '../../../src/testing/emulator/index.js';
import { emulatorOnHand, textToVideo, type Answer } from './emulators.js';

type Json = Answer['json'];

/** How a gateway is spoken to, and where its answers hold what tests look for. */
interface Speech {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  readonly withPrompt: (prompt: string) => object;
  readonly taskPath: (id: string) => string;
  /** What stands where in an answer. */
  readonly idOf: (json: Json) => string | undefined;
  readonly wordOf: (json: Json) => string | undefined;
  readonly linkOf: (json: Json) => string | undefined;
  /** The words for queued, running, completed and failed. */
  readonly words: readonly [string, string, string, string];
  /** The size, length and price of `body`'s video. */
  readonly ordered: { readonly size: string; readonly seconds: number; readonly price: string };
}

const vtrixBody = {
  model: 'wan26_t2v',
  input: { prompt: 'A kitten running in the moonlight' },
  parameters: { size: '720*1280', duration: 5 },
} as const;

const aimlapiBody = {
  model: 'alibaba/wan-2-6-t2v',
  prompt: 'A cat playing piano',
  aspect_ratio: '1:1',
  resolution: '1080p',
  duration: 5,
} as const;

const dashscopeBody = {
  model: 'wan2.6-t2v',
  input: { prompt: 'A cat playing piano' },
  parameters: { size: '832*1088', duration: 4 },
} as const;

export const speech = {
  evolink: {
    path: '/v1/videos/generations',
    headers: {},
    body: textToVideo,
    withPrompt: (prompt) => ({ ...textToVideo, prompt }),
    taskPath: (id) => `/v1/tasks/${id}`,
    idOf: (json) => json.id,
    wordOf: (json) => json.status,
    linkOf: (json) => json.results?.[0],
    words: ['pending', 'processing', 'completed', 'failed'],
    ordered: { size: '1280x720', seconds: 5, price: '25.5' },
  },
  vtrix: {
    path: '/model/v1/generation',
    headers: {},
    body: vtrixBody,
    withPrompt: (prompt) => ({ ...vtrixBody, input: { prompt } }),
    taskPath: (id) => `/model/v1/generation/task/${id}`,
    idOf: (json) => json.id,
    wordOf: (json) => json.status,
    linkOf: (json) => json.output?.[0]?.content[0]?.url,
    words: ['in_progress', 'in_progress', 'completed', 'failed'],
    ordered: { size: '720x1280', seconds: 5, price: '0.5' },
  },
  aimlapi: {
    path: '/v2/video/generations',
    headers: {},
    body: aimlapiBody,
    withPrompt: (prompt) => ({ ...aimlapiBody, prompt }),
    taskPath: (id) => `/v2/video/generations?generation_id=${id}`,
    idOf: (json) => json.id,
    wordOf: (json) => json.status,
    linkOf: (json) => json.video?.url,
    words: ['queued', 'generating', 'completed', 'error'],
    ordered: { size: '1440x1440', seconds: 5, price: '1575000' },
  },
  dashscope: {
    path: '/api/v1/services/aigc/video-generation/video-synthesis',
    headers: { 'x-dashscope-async': 'enable' },
    body: dashscopeBody,
    withPrompt: (prompt) => ({ ...dashscopeBody, input: { prompt } }),
    taskPath: (id) => `/api/v1/tasks/${id}`,
    idOf: (json) => json.output?.task_id,
    wordOf: (json) => json.output?.task_status,
    linkOf: (json) => json.output?.video_url,
    words: ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED'],
    ordered: { size: '832x1088', seconds: 4, price: '2.4' },
  },
} as const satisfies Record<string, Speech>;

export type SpokenName = keyof typeof speech;

export const spokenNames = Object.keys(speech) as SpokenName[];

/** An emulator that is spoken to in one gateway's way. */
export async function speaking(name: SpokenName, options: EmulatorOptions = {}) {
  const onHand = await emulatorOnHand(options);
  const { path, headers, body, taskPath, ...where }: Speech = speech[name];
  const submit = (posted: unknown = body, moreHeaders: Record<string, string> = {}) =>
    onHand.gateway.call('POST', path, posted, { ...headers, ...moreHeaders });
  const task = (id: string) => onHand.gateway.call('GET', taskPath(id));
  const balance = () => onHand.emulator.bill().balances[name];
  const accepted = async (posted?: unknown) => String(where.idOf((await submit(posted)).json));
  return { ...onHand, ...where, path, headers, body, submit, accepted, task, taskPath, balance };
}
