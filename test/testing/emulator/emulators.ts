import { onTestFinished } from 'vitest';
import {
  createManualClock,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type ManualClock,
} from '../../../src/testing/emulator/index.js';

/** Starts an emulator whose clock the test moves; it is closed with the test. Without ffmpeg unless asked for. */
export async function emulatorOnHand(
  options: EmulatorOptions = {},
): Promise<{ readonly emulator: Emulator; readonly clock: ManualClock; readonly gateway: Gateway }> {
  const clock = createManualClock();
  const emulator = await startEmulator({ ffmpeg: 'none', clock, ...options });
  onTestFinished(() => emulator.close());
  return { emulator, clock, gateway: createGateway(emulator.url) };
}

/** What comes back from one call, with its JSON loosely typed: tests assert on it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

export type Gateway = ReturnType<typeof createGateway>;

/** A bare client that knows nothing but HTTP. */
export function createGateway(url: string) {
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: 'Bearer a-key', 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
  }

  return {
    call,
    submit: (body: unknown, headers?: Record<string, string>) => call('POST', '/v1/videos/generations', body, headers),
    task: (id: string) => call('GET', `/v1/tasks/${id}`),
  };
}

/** Bodies as on the gateway's pages. */
export const textToVideo = {
  model: 'wan2.6-text-to-video',
  prompt: 'A cat playing piano',
  aspect_ratio: '16:9',
  quality: '720p',
  duration: 5,
} as const;

export const imageToVideo = {
  model: 'wan2.6-image-to-video',
  prompt: 'A cat playing piano',
  image_urls: ['https://example.com/image1.png'],
  duration: 5,
  quality: '720p',
} as const;

export const referenceVideo = {
  model: 'wan2.6-reference-video-flash',
  prompt: 'A person dancing',
  video_urls: ['https://example.com/reference.mp4'],
  aspect_ratio: '16:9',
  quality: '720p',
  duration: 5,
  generate_audio: true,
} as const;
