import type { GenerationRequestInput } from '../../../src/domain/requests/index.js';
import { parseRequest } from '../../../src/domain/requests/parse-request.js';
import { RequestError, type RequestIssue } from '../../../src/domain/requests/request-error.js';

type Least = GenerationRequestInput & { readonly [field: string]: unknown };

/** The least that each model takes. */
export const leastText: Least = { model: 'evolink/wan2.6-text-to-video', prompt: 'A cat playing piano' };
export const leastImage: Least = {
  model: 'evolink/wan2.6-image-to-video',
  prompt: 'A cat playing piano',
  imageUrl: 'https://example.com/image1.png',
};
export const leastReference: Least = {
  model: 'evolink/wan2.6-reference-video-flash',
  prompt: 'A person dancing',
  referenceVideoUrls: ['https://example.com/dancer.mp4'],
};

const prompt = 'A kitten running in the moonlight';
const imageUrl = 'https://example.com/image1.png';
const referenceImageUrls = ['https://example.com/dancer.png'];

/** The least that each model of the other gateways takes. */
export const leastVtrix: Least = { model: 'vtrix/wan26_t2v', prompt };
export const leastAimlapi: Least = { model: 'aimlapi/wan-2-6-t2v', prompt };
export const leastDashscope = {
  text: { model: 'dashscope/wan2.6-t2v', prompt },
  image: { model: 'dashscope/wan2.6-i2v', prompt, imageUrl },
  imageFlash: { model: 'dashscope/wan2.6-i2v-flash', prompt, imageUrl },
  reference: { model: 'dashscope/wan2.6-r2v', prompt, referenceImageUrls },
  referenceFlash: { model: 'dashscope/wan2.6-r2v-flash', prompt, referenceImageUrls },
} as const satisfies Readonly<Record<string, Least>>;

/** What is wrong with a request; nothing when it is taken. */
export function issuesOf(request: unknown): readonly RequestIssue[] {
  try {
    parseRequest(request);
    return [];
  } catch (error) {
    if (error instanceof RequestError) return error.issues;
    throw error;
  }
}

/** What is said about a request that is refused. */
export function messageOf(request: unknown): string {
  try {
    parseRequest(request);
  } catch (error) {
    if (error instanceof RequestError) return error.message;
    throw error;
  }
  throw new Error('the request was taken');
}
