import type { Big } from 'big.js';

export const aspectRatios = ['16:9', '9:16', '1:1', '4:3', '3:4'] as const;
export type AspectRatio = (typeof aspectRatios)[number];

export const qualities = ['720p', '1080p'] as const;
export type Quality = (typeof qualities)[number];

/** What a job has actually produced and used, in seconds. */
export interface Delivery {
  readonly outputSeconds: number;
  /** The full length of each input video. */
  readonly inputVideoSeconds: readonly number[];
}

/** What a dialect has understood from a submit, in words that all gateways share. */
export interface Order {
  /** As on the wire. */
  readonly model: string;
  readonly prompt: string;
  readonly seconds: number;
  readonly quality: Quality;
  /** The frame's shape; `as-image` takes it from the first frame. */
  readonly aspectRatio: AspectRatio | 'as-image';
  readonly sound: boolean;
  /** Where the shape is the image's, the first is the first frame. */
  readonly imageUrls: readonly string[];
  readonly videoUrls: readonly string[];
  readonly audioUrl: string | undefined;
  readonly callbackUrl: string | undefined;
  /** What the client calls this submit, such as its `Idempotency-Key`. */
  readonly wireKey: string | undefined;
  /** Set aside at submission: the most that `charge` can come to. */
  readonly reserve: Big;
  charge(delivery: Delivery): Big;
}
