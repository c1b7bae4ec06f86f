/** What models take as a first frame. */
export interface FrameLimits {
  /** Of width and height, in pixels, both bounds included. */
  readonly minPixels: number;
  readonly maxPixels: number;
  readonly maxBytes: number;
}

/** What every known model takes that goes on from an image: EvoLink's and DashScope's image-to-video. */
export const firstFrameLimits: FrameLimits = { minPixels: 360, maxPixels: 2000, maxBytes: 10_000_000 };

/** Of which video the last frame is wanted. */
export interface LastFrameOrder {
  /** The storyboard's id. */
  readonly storyboard: string;
  readonly video: { readonly uri: string; readonly sha256: string };
  /** @default `firstFrameLimits` */
  readonly limits?: FrameLimits | undefined;
}

/** A video's last frame in the bucket. The same video has the same one, in every attempt and on every worker. */
export interface StoredFrame {
  /** `s3://bucket/key`. */
  readonly uri: string;
  readonly width: number;
  readonly height: number;
  readonly format: 'png' | 'jpeg';
  readonly bytes: number;
}

/** In pixels. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

const even = (pixels: number) => 2 * Math.round(pixels / 2);

/** The size within the limits that is nearest to `frame`, with its shape and even sides; `undefined` where there is none. */
export function fitFrame({ width, height }: FrameSize, limits: FrameLimits): FrameSize | undefined {
  const min = 2 * Math.ceil(limits.minPixels / 2);
  const max = 2 * Math.floor(limits.maxPixels / 2);
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const scale = long > max ? max / long : Math.max(1, min / short);
  const fitted = { width: even(width * scale), height: even(height * scale) };
  const isWithin = [fitted.width, fitted.height].every((side) => side >= min && side <= max);
  return isWithin ? fitted : undefined;
}
