import { aspectRatios, qualities, type AspectRatio, type Quality } from '../engine/order.js';

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

const sizes: Readonly<Record<Quality, Readonly<Record<AspectRatio, readonly [number, number]>>>> = {
  '720p': { '16:9': [1280, 720], '9:16': [720, 1280], '1:1': [960, 960], '4:3': [1088, 832], '3:4': [832, 1088] },
  '1080p': {
    '16:9': [1920, 1080],
    '9:16': [1080, 1920],
    '1:1': [1440, 1440],
    '4:3': [1632, 1248],
    '3:4': [1248, 1632],
  },
};

/** The size of Wan 2.6's frames, from the size lists of the gateways that name it in pixels. */
export function frameSize(quality: Quality, aspectRatio: AspectRatio): FrameSize {
  const [width, height] = sizes[quality][aspectRatio];
  return { width, height };
}

/** What the frame of a size is called, as `W*H`. */
export function sizeName(quality: Quality, aspectRatio: AspectRatio): string {
  return sizes[quality][aspectRatio].join('*');
}

/** The frames by what their sizes are called. */
export const namedSizes: ReadonlyMap<string, { readonly quality: Quality; readonly aspectRatio: AspectRatio }> =
  new Map(
    qualities.flatMap((quality) =>
      aspectRatios.map((aspectRatio) => [sizeName(quality, aspectRatio), { quality, aspectRatio }] as const),
    ),
  );

/** A frame with the shape of `image` and about as many pixels as the quality's 16:9 frame. */
export function frameSizeLike(quality: Quality, image: FrameSize): FrameSize {
  const { width, height } = frameSize(quality, '16:9');
  return scaled(image, Math.sqrt((width * height) / (image.width * image.height)));
}

/** A frame so many times as wide and high; even, as H.264 wants it. */
export function scaled({ width, height }: FrameSize, by: number): FrameSize {
  const even = (pixels: number) => 2 * Math.round((pixels * by) / 2);
  return { width: even(width), height: even(height) };
}
