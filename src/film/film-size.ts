import type { FilmSettings } from '../domain/film.js';
import type { FrameSize } from '../domain/last-frame.js';

/** As many pixels as the 16:9 frame of a resolution has. */
const pixelsOf = { '720p': 1280 * 720, '1080p': 1920 * 1080 } as const;

/** Models' frames come near what their resolution and shape promise: 4:3 is 1088 × 832. */
const toleratedPixels = 0.05;
const toleratedShape = 0.03;

const area = ({ width, height }: FrameSize) => width * height;
const shapeOf = ({ width, height }: FrameSize) => width / height;
const isNear = (value: number, wanted: number, tolerated: number) => Math.abs(value / wanted - 1) <= tolerated;
/** As H.264 wants it. */
const even = (pixels: number) => Math.max(2, 2 * Math.round(pixels / 2));

/**
 * How large a film is: as most of the clips that already are what was asked for, so that as few as possible are scaled;
 * where there is none, as most clips, brought to the resolution and the shape.
 */
export function filmSize(
  clips: readonly FrameSize[],
  { resolution, aspectRatio }: Pick<FilmSettings, 'resolution' | 'aspectRatio'>,
): FrameSize {
  const pixels = resolution && pixelsOf[resolution];
  const [across, down] = aspectRatio?.split(':').map(Number) ?? [];
  const shape = across === undefined || down === undefined ? undefined : across / down;
  const fits = (size: FrameSize) =>
    (pixels === undefined || isNear(area(size), pixels, toleratedPixels)) &&
    (shape === undefined || isNear(shapeOf(size), shape, toleratedShape));
  const fitting = clips.filter(fits);
  const usual = mostOf(fitting.length > 0 ? fitting : clips);
  if (fitting.length > 0) return { width: even(usual.width), height: even(usual.height) };
  const wantedPixels = pixels ?? area(usual);
  const wantedShape = shape ?? shapeOf(usual);
  return { width: even(Math.sqrt(wantedPixels * wantedShape)), height: even(Math.sqrt(wantedPixels / wantedShape)) };
}

/** The size that most have; among equals the first one. */
function mostOf(sizes: readonly FrameSize[]): FrameSize {
  const count = ({ width, height }: FrameSize) =>
    sizes.filter((size) => size.width === width && size.height === height).length;
  return sizes.reduce((most, size) => (count(size) > count(most) ? size : most));
}
